using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Cmdlets;
using NvdimmPS.Shell.Output;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Every error there is, made and asked for its remedy: what it names must be there for who reads it.</summary>
public sealed partial class NextStepTests
{
    private const BindingFlags Factories = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Module = typeof(NvdimmCmdlet).Assembly;

    private static readonly Type[] Cmdlets = [.. Module.GetTypes().Where(t => t.IsDefined(typeof(CmdletAttribute)) && !t.IsAbstract)];

    private static readonly DsmFamily Intel = DsmFamilies.Intel;

    private static readonly DsmTarget Target = new()
    {
        Node = new NdNode(NdNodeKind.Dimm, 0), Family = Intel, Mask = 3, Commands = ["cmd_call"],
    };

    private static readonly MethodInfo[] All =
    [
        .. new[] { Module, typeof(NvdimmException).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t.Name.EndsWith("Errors", StringComparison.Ordinal) && t is { IsAbstract: true, IsSealed: true })
            .SelectMany(t => t.GetMethods(Factories)).Where(m => typeof(NvdimmException).IsAssignableFrom(m.ReturnType)
                && !m.GetParameters().Any(p => p.ParameterType.IsByRefLike)),
    ];

    public static TheoryData<string> Names => [.. All.Select(Name).Distinct()];

    [Fact]
    public void There_are_many() => Assert.True(All.Length > 100 && Cmdlets.Length > 35);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_remedy_names_only_parameters_that_its_reader_has(string name)
    {
        foreach (var factory in All.Where(m => Name(m) == name))
        {
            if (Make(factory).NextStep is not { } step)
            {
                continue;
            }

            var wrong = Cmdlets.Select(c => (Cmdlet: CmdletName(c), Missing: Missing(c, step.In(new PowerShellWords(c))).ToList()))
                .Where(c => c.Missing.Count > 0).ToList();

            // What the module itself says in its own words is said by some cmdlets and not by others.
            Assert.True(factory.DeclaringType!.Assembly == Module ? wrong.Count < Cmdlets.Length : wrong.Count == 0,
                string.Join("; ", wrong.Take(3).Select(w => $"{w.Cmdlet} has no -{string.Join(", -", w.Missing)}: {step}")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_error_of_a_target_says_which_one(string name)
    {
        foreach (var factory in All.Where(m => Name(m) == name && m.GetParameters().Any(p => p.Name is "target" or "device" && p.ParameterType != typeof(Exception))))
        {
            Assert.Contains("nmem0", Make(factory).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_parameter_of_another_cmdlet_is_named_with_it()
    {
        NextStep step = $"Look at it with {Mention.Raw}.";
        Assert.Equal("Look at it with -Raw.", step.In(new PowerShellWords(typeof(InvokeNvdimmDsmCmdlet))));
        Assert.Equal("Look at it with -Raw of Invoke-NvdimmDsm.", step.In(new PowerShellWords(typeof(GetNvdimmHealthCmdlet))));
        Assert.NotEmpty(Missing(typeof(GetNvdimmHealthCmdlet), step.In(PowerShellWords.Instance)));
    }

    /// <summary>The parameters of a text that neither the cmdlet beside them nor the failing one has.</summary>
    private static IEnumerable<string> Missing(Type cmdlet, string text)
    {
        foreach (Match found in Parameter().Matches(text))
        {
            var after = Owner().Match(text, found.Index);
            var before = Cmdlet().Matches(text[..found.Index]);
            var sentence = text.AsSpan(0, found.Index).LastIndexOfAny(",.;:");
            var owner = after.Success ? after.Groups[1].Value
                : before.Count > 0 && before[^1].Index > sentence ? before[^1].Value
                : CmdletName(cmdlet);
            var type = Array.Find(Cmdlets, c => CmdletName(c) == owner);
            var parameter = found.Groups[1].Value;
            if (type is not null && !Has(type, parameter))
            {
                yield return parameter;
            }
        }
    }

    private static bool Has(Type cmdlet, string parameter) => parameter is "WhatIf" or "Confirm"
        ? cmdlet.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
        : parameter is "AsSecureString" || cmdlet.GetProperties().Any(p => p.Name == parameter && p.IsDefined(typeof(ParameterAttribute)));

    private static string CmdletName(Type type) => type.GetCustomAttribute<CmdletAttribute>() is var c ? $"{c!.VerbName}-{c.NounName}" : "";

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static NvdimmException Make(MethodInfo factory) =>
        (NvdimmException)factory.Invoke(null, [.. factory.GetParameters().Select(Sample)])!;

    /// <summary>Something of each type that an error is made from.</summary>
    private static object? Sample(ParameterInfo parameter) => Sample(parameter.ParameterType, parameter.Name!);

    private static object? Sample(Type type, string name) => type switch
    {
        _ when type == typeof(string) => name.Contains("option", StringComparison.OrdinalIgnoreCase) ? "ConnectTimeout" : "nmem0",
        _ when type == typeof(DsmFunction) => Intel.Get(1),
        _ when type == typeof(DsmFamily) => Intel,
        _ when type == typeof(DsmTarget) => Target,
        _ when type == typeof(DsmLayout) => Intel.Get(17).Input,
        _ when type == typeof(DsmField) => Intel.Get(17).Input!.Fields[0],
        _ when type == typeof(DsmStatus) => Intel.Describe(Intel.Get(1), 5),
        _ when type == typeof(NdRequest).MakeByRefType() || type == typeof(NdRequest) =>
            NdRequest.Call(NdNodeKind.Dimm, 0, 1, default, 132, false),
        _ when type == typeof(ChangeStep) => new CallStep(Target, new DsmCall(Intel.Get(1), default)),
        _ when type == typeof(AttributeStep) => new AttributeStep(Target.Node, "nmem0", "bus/nd/drivers/nd_region/bind", "region0"),
        _ when type == typeof(Trace) => new Trace { Path = "t.jsonl" },
        _ when type == typeof(NextStep) => (NextStep)"Do so.",
        _ when type == typeof(NvdimmException) => GeneralErrors.Unexpected("nmem0", new IOException("It is so")),
        _ when typeof(Exception).IsAssignableFrom(type) => new IOException("It is so"),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when type.IsAssignableFrom(typeof(string[])) => new[] { "nmem0" },
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        _ when type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) =>
            Array.CreateInstance(type.GetGenericArguments()[0], 0),
        _ when type.IsAbstract || typeof(Delegate).IsAssignableFrom(type) => null,
        _ => Filled(type),
    };

    /// <summary>An object with texts and empty lists in its properties.</summary>
    private static object Filled(Type type)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            object? value = property.PropertyType == typeof(string) ? "nmem0"
                : property.PropertyType == typeof(IReadOnlyDictionary<string, string>) ? ReadOnlyDictionary<string, string>.Empty
                : property.PropertyType == typeof(IReadOnlyList<ChangeStep>) ? new ChangeStep[] { new CallStep(Target, new DsmCall(Intel.Get(1), default)) }
                : null;
            if (value is not null)
            {
                property.SetValue(made, value);
            }
        }

        return made;
    }

    [GeneratedRegex(@"(?<![\w-])-([A-Z][A-Za-z]+)\b")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\G-[A-Z][^.;]*? of ([A-Za-z]+-(?:Nvdimm|Ndctl)[A-Za-z]+)")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+\b")]
    private static partial Regex Cmdlet();
}
