using System.Management.Automation;

namespace NvdimmPS.Engine.Harness;

/// <summary>
/// As much of parameter binding as tests need: names and aliases in full, one parameter set for the call or for each
/// item of the pipeline, transformation, conversion and validation with the engine's error ids.
/// No positions, no prompt for what is missing, no dynamic parameters, no delay-bound script blocks.
/// </summary>
internal sealed class StandInBinder
{
    private static readonly bool[] ByTypeThenConverted = [false, true];

    private readonly PSCmdlet _cmdlet;
    private readonly BindableParameter[] _parameters;
    private readonly List<string> _sets;
    private readonly HashSet<BindableParameter> _given = [];
    private readonly Stack<(BindableParameter Parameter, object? Before)> _fromItem = [];

    public StandInBinder(PSCmdlet cmdlet, string? defaultSet)
    {
        _cmdlet = cmdlet;
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

    /// <summary>Binds one item of the pipeline: by type, then converted; whole or by its properties.</summary>
    public bool BindItem(object? item, RecordingRuntime runtime)
    {
        while (_fromItem.TryPop(out var bound))
        {
            bound.Parameter.Property.SetValue(_cmdlet, bound.Before);
            _cmdlet.MyInvocation.BoundParameters.Remove(bound.Parameter.Name);
        }

        foreach ((bool convert, string set) in ByTypeThenConverted.SelectMany(convert => _sets.Select(set => (convert, set))))
        {
            var values = _parameters.Except(_given).Select(parameter => (Parameter: parameter, Found: parameter.TryTake(item, set, convert, out object? value), Value: value))
                .Where(taken => taken.Found).ToList();
            if (values.Count > 0 && !Mandatory(set).Except(values.Select(taken => taken.Parameter)).Any())
            {
                EngineHooks.SetParameterSet(_cmdlet, set);
                foreach ((BindableParameter parameter, _, object? value) in values)
                {
                    _fromItem.Push((parameter, parameter.Property.GetValue(_cmdlet)));
                    Set(parameter, value);
                }

                return true;
            }
        }

        runtime.WriteError(new ErrorRecord(new ArgumentException("No parameter takes this input."), "InputObjectNotBound", ErrorCategory.InvalidArgument, item));
        return false;
    }

    private IEnumerable<BindableParameter> Mandatory(string set) => _parameters.Except(_given).Where(parameter => parameter.In(set) is { Mandatory: true });

    private void Set(BindableParameter parameter, object? argument)
    {
        object? given = parameter.Transform(argument);
        if (!Conversion.TryConvert(given, parameter.Property.PropertyType, out object? value))
        {
            throw given is null ? Refused("ParameterBindingFailed", $"{parameter.Name} cannot be null.", ErrorCategory.WriteError)
                : Refused(parameter.Property.PropertyType == typeof(bool) ? "CannotConvertArgument" : "CannotConvertArgumentNoMessage", $"'{argument}' does not fit {parameter.Name}.");
        }

        if (Validation.Refusal(parameter, value, _cmdlet.ParameterSetName) is { } id)
        {
            throw Refused(id, $"{parameter.Name} does not take '{value}'.", ErrorCategory.InvalidData);
        }

        parameter.Property.SetValue(_cmdlet, value);
        _cmdlet.MyInvocation.BoundParameters[parameter.Name] = value;
    }

    internal static RuntimeException Refused(string id, string message, ErrorCategory category = ErrorCategory.InvalidArgument) =>
        new(message, null, new ErrorRecord(new ArgumentException(message), id, category, null));
}
