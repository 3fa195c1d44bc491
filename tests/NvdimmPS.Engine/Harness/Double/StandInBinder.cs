using System.Management.Automation;

namespace NvdimmPS.Engine.Harness;

/// <summary>
/// As much of parameter binding as tests need: names and aliases in full, one parameter set for the call or for each
/// item of the pipeline, transformation, conversion and validation with the engine's error ids.
/// No positions, no prompt for what is missing, no dynamic parameters, no delay-bound script blocks.
/// </summary>
internal sealed class StandInBinder
{
    private static readonly (bool ByName, bool Convert)[] Steps = [(false, false), (true, false), (false, true), (true, true)];

    private readonly PSCmdlet _cmdlet;
    private readonly string? _defaultSet;
    private readonly BindableParameter[] _parameters;
    private readonly List<string> _sets;
    private readonly HashSet<BindableParameter> _given = [];
    private readonly Stack<(BindableParameter Parameter, object? Before)> _fromItem = [];

    public StandInBinder(PSCmdlet cmdlet, string? defaultSet)
    {
        (_cmdlet, _defaultSet) = (cmdlet, defaultSet);
        _parameters = [.. BindableParameter.Of(cmdlet.GetType())];
        IEnumerable<string> named = _parameters.SelectMany(parameter => parameter.Sets).Where(set => set != ParameterAttribute.AllParameterSets);
        _sets = [.. named.Append(defaultSet ?? ParameterAttribute.AllParameterSets).Distinct().OrderBy(set => set != defaultSet)];
        if (defaultSet is null && _sets.Count > 1)
        {
            _sets.Remove(ParameterAttribute.AllParameterSets);
        }
    }

    /// <summary>Binds what was given by name, and chooses the first set, the default before others, that it fits.</summary>
    public void Bind(IDictionary<string, object?> arguments, bool hasPipeline)
    {
        var values = new List<(BindableParameter Parameter, object? Value)>();
        foreach ((string name, object? value) in arguments)
        {
            values.Add((Array.Find(_parameters, parameter => parameter.IsCalled(name)) ?? throw Refused("NamedParameterNotFound", $"There is no parameter '{name}'."), value));
        }

        _given.UnionWith(values.Select(pair => pair.Parameter));
        _sets.RemoveAll(set => _given.Any(parameter => parameter.In(set) is null));
        if (_sets.Count == 0)
        {
            throw Refused("AmbiguousParameterSet", "No parameter set has all these parameters.");
        }

        _sets.RemoveAll(set => Mandatory(set).Any(parameter => !hasPipeline || !parameter.TakesPipeline(set)));
        if (_sets.Count == 0)
        {
            throw Refused("MissingMandatoryParameter", "A mandatory parameter is missing.");
        }

        EngineHooks.SetParameterSet(_cmdlet, _sets[0]);
        values.ForEach(pair => Set(pair.Parameter, pair.Value));
    }

    /// <summary>Binds one item of the pipeline; what it lacks, or is refused for, is an error of that item alone.</summary>
    public bool BindItem(object? item, RecordingRuntime runtime)
    {
        while (_fromItem.TryPop(out var bound))
        {
            bound.Parameter.Property.SetValue(_cmdlet, bound.Before);
            _cmdlet.MyInvocation.BoundParameters.Remove(bound.Parameter.Name);
        }

        try
        {
            var taken = new HashSet<BindableParameter>();
            string[] sets = [.. _sets];
            foreach (var (byName, convert) in Steps)
            {
                sets = Take(item, byName, convert, sets, taken);
            }

            if (taken.Count == 0)
            {
                throw Refused("InputObjectNotBound", "No parameter takes this input.");
            }

            sets = [.. sets.Where(set => !Mandatory(set).Except(taken).Any())];
            EngineHooks.SetParameterSet(_cmdlet, sets.FirstOrDefault() ?? throw Refused("InputObjectMissingMandatory", "This input does not have all that is needed."));
            return true;
        }
        catch (RuntimeException e)
        {
            runtime.WriteError(new ErrorRecord(e, Id(e), e.ErrorRecord.CategoryInfo.Category, (item as PSObject)?.BaseObject ?? item));
            return false;
        }

        static string Id(RuntimeException e) => e.ErrorRecord.FullyQualifiedErrorId;
    }

    // CmdletParameterBinderController.cs, BindUnboundParametersForBindingState: the default set, and the others only
    // where nothing of it was bound. What was bound narrows the sets.
    private string[] Take(object? item, bool byName, bool convert, string[] sets, HashSet<BindableParameter> taken)
    {
        foreach (var tried in new[] { sets.Where(set => set == _defaultSet), sets.Where(set => set != _defaultSet) })
        {
            var before = taken.Count;
            foreach (var parameter in _parameters.Except(_given).Except(taken).ToList())
            {
                object? value = null;
                if (tried.Any(set => parameter.TryTake(item, set, byName, convert, out value)))
                {
                    _fromItem.Push((parameter, parameter.Property.GetValue(_cmdlet)));
                    taken.Add(parameter);
                    Store(parameter, value, sets[0]);
                }
            }

            if (taken.Count > before)
            {
                return [.. sets.Where(set => taken.All(parameter => parameter.In(set) is not null))];
            }
        }

        return sets;
    }

    private IEnumerable<BindableParameter> Mandatory(string set) => _parameters.Except(_given).Where(parameter => parameter.In(set) is { Mandatory: true });

    private void Set(BindableParameter parameter, object? argument) => Store(parameter, parameter.Transform(argument), _cmdlet.ParameterSetName);

    private void Store(BindableParameter parameter, object? given, string set)
    {
        if (!Conversion.TryConvert(given, parameter.Property.PropertyType, out object? value))
        {
            throw given is null ? Refused("ParameterBindingFailed", $"{parameter.Name} cannot be null.", ErrorCategory.WriteError)
                : Refused(parameter.Property.PropertyType == typeof(bool) ? "CannotConvertArgument" : "CannotConvertArgumentNoMessage", $"'{given}' does not fit {parameter.Name}.");
        }

        if (Validation.Refusal(parameter, value, set) is { } id)
        {
            throw Refused(id, $"{parameter.Name} does not take '{value}'.", ErrorCategory.InvalidData);
        }

        parameter.Property.SetValue(_cmdlet, value);
        _cmdlet.MyInvocation.BoundParameters[parameter.Name] = value;
    }

    internal static RuntimeException Refused(string id, string message, ErrorCategory category = ErrorCategory.InvalidArgument, Exception? cause = null) =>
        new(message, cause, new ErrorRecord(new ArgumentException(message), id, category, null));
}
