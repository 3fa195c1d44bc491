using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Families;

namespace NvdimmPS.Dsm;

/// <summary>The one registry of families: those that are built in, and those that were imported into this process.</summary>
public static class DsmFamilies
{
    private static readonly DsmRegistry BuiltIn = new(
        IntelFamily.Create(), Hpe1Family.Create(), Hpe2Family.Create(), MsftFamily.Create(), HyperVFamily.Create(), PaprFamily.Create(),
        NfitBusFamily.Create(), IntelBusFamily.Create());

    private static readonly AsyncLocal<Isolation?> Isolated = new();
    private static DsmRegistry _shared = BuiltIn;

    /// <summary>Intel's DIMM family, which the legacy DIMM commands spell too.</summary>
    public static DsmFamily Intel => Find(NdNodeKind.Dimm, 0)!;

    /// <summary>The NFIT bus family of ACPI, which the legacy bus commands spell too.</summary>
    public static DsmFamily NfitBus => Find(NdNodeKind.Bus, 0)!;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DsmFamily> All => Current.All;

    /// <summary>Those that were imported, or to which something was added.</summary>
    public static IEnumerable<DsmFamily> Imported => All.Except(BuiltIn.All);

    internal static DsmRegistry Current => Volatile.Read(ref Slot);

    /// <summary>The family of a number on a kind of node, or null.</summary>
    public static DsmFamily? Find(NdNodeKind node, uint code) => Current.Find(node, code);

    /// <summary>The family of a name or a number, or null.</summary>
    public static DsmFamily? Find(NdNodeKind node, string? name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? Find(node, code)
        : Current.Find(name) is { } family && family.Node == node ? family
        : null;

    /// <summary>The function that a legacy command spells: Intel's on a DIMM, the NFIT family's on a bus.</summary>
    public static DsmFunction FunctionOf(NdCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return (command.Node == NdNodeKind.Dimm ? Intel : NfitBus).Get((uint)command.Number);
    }

    /// <summary>
    /// Adds what a file has to the families of this process, all of it or nothing. What is known becomes by it more dangerous,
    /// sensitive or secret, never less.
    /// </summary>
    /// <returns>Its functions as they are known from now on.</returns>
    /// <exception cref="NvdimmException">It does not go with what is there, and <paramref name="replace"/> does not allow it.</exception>
    public static IReadOnlyList<DsmFunction> Import(DsmSchema schema, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var registry = Change(current => current.With(schema, replace));
        return [.. schema.Drafts.SelectMany(d => d.Functions.Select(f => registry.Find(d.Name)!.Get(f.Function.Number)))];
    }

    /// <summary>Refuses what <see cref="Import"/> would refuse, and adds nothing.</summary>
    /// <returns>What of known functions stays as it is, whatever the file says.</returns>
    /// <exception cref="NvdimmException">It does not go with what is there.</exception>
    public static IReadOnlyList<NvdimmException> Check(DsmSchema schema, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var kept = new List<NvdimmException>();
        _ = Current.With(schema, replace, kept.Add);
        return kept;
    }

    /// <summary>Takes back what was imported for families; a built-in one is again what it was.</summary>
    public static void Restore(params IReadOnlyCollection<string> names) => Change(current => current.Back(BuiltIn, names));

    /// <summary>For tests: this flow of execution has families of its own, which are forgotten in the end.</summary>
    internal static IDisposable Isolate(DsmRegistry? start = null) => Isolated.Value =
        new Isolation(Isolated.Value) { Registry = start ?? BuiltIn };

    private static ref DsmRegistry Slot
    {
        get
        {
            if (Isolated.Value is { } isolation)
            {
                return ref isolation.Registry;
            }

            return ref _shared;
        }
    }

    private static DsmRegistry Change(Func<DsmRegistry, DsmRegistry> change)
    {
        ref var slot = ref Slot;
        while (true)
        {
            var current = Volatile.Read(ref slot);
            var changed = change(current);
            if (Interlocked.CompareExchange(ref slot, changed, current) == current)
            {
                return changed;
            }
        }
    }

    private sealed class Isolation(Isolation? before) : IDisposable
    {
        public DsmRegistry Registry = BuiltIn;

        public void Dispose() => Isolated.Value = before;
    }
}
