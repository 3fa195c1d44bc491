using System.Collections;
using System.Reflection;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>Compares definitions property by property, so that a property that is added is compared too.</summary>
internal static class DeepComparison
{
    /// <summary>Where a definition comes from, and the way back to its family, are no part of it; that no secret is in bytes no file says.</summary>
    private static readonly string[] Left = [nameof(DsmFunction.Origin), nameof(DsmFunction.Family), nameof(DsmField.HoldsNoSecret)];

    /// <summary>How many values were compared.</summary>
    public static int Same(object? expected, object? actual, string path)
    {
        switch (expected, actual)
        {
            case (null, _) or (_, null):
                Assert.True(expected is null && actual is null, $"{path}: {expected ?? "null"} became {actual ?? "null"}");
                return 1;
            case (string or ValueType or NdCommand or FieldForm, _) when expected is not System.Runtime.CompilerServices.ITuple:
                Assert.True(expected.Equals(actual), $"{path}: {expected} became {actual}");
                return 1;
            case (System.Runtime.CompilerServices.ITuple one, System.Runtime.CompilerServices.ITuple other):
                return Enumerable.Range(0, one.Length).Sum(i => Same(one[i], other[i], $"{path}.{i}"));
            case (IEnumerable one, IEnumerable other):
                var (ones, others) = (one.Cast<object?>().ToList(), other.Cast<object?>().ToList());
                Assert.True(ones.Count == others.Count, $"{path}: {ones.Count} became {others.Count}");
                return ones.Select((item, i) => Same(item, others[i], $"{path}[{i}]")).Sum();
            default:
                // What only vendor commands have is no part of what others see of a field.
                var hidden = expected is DsmField ? BindingFlags.NonPublic : BindingFlags.Default;
                return expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | hidden)
                    .Where(p => !Left.Contains(p.Name) && p.Name != "EqualityContract").Sum(p => Same(p.GetValue(expected), p.GetValue(actual), $"{path}.{p.Name}"));
        }
    }
}
