namespace NvdimmPS.Tests.Simulation;

/// <summary>Reads and checks decoded fields by name.</summary>
internal static class ResultExtensions
{
    public static DsmFieldValue Field(this DsmResult result, string name) => Assert.Single(result.Fields, f => f.Name == name);

    public static uint Number(this DsmResult result, string name) => Convert.ToUInt32(result.Field(name).Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Each "Name: text" is what the field says, with its unit.</summary>
    public static DsmResult Says(this DsmResult result, params string[] fields)
    {
        foreach (var field in fields)
        {
            Assert.Equal(field, result.Field(field[..field.IndexOf(':', StringComparison.Ordinal)]).ToString());
        }

        return result;
    }
}
