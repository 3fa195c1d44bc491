using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>What is exported and imported again is the same: property by property, and to the golden bytes.</summary>
public sealed class RoundTripTests
{
    private static readonly DsmRegistry Reimported = DsmRegistry.Empty.With(DsmSchema.Parse("all", DsmSchema.Write(DsmFamilies.All)), replace: false);

    public static TheoryData<string> Families() => [.. DsmFamilies.All.Select(f => f.Name)];

    public static TheoryData<string> VendorCodes() => GoldenVendorTests.Commands();

    public static TheoryData<string> Golden() => GoldenDsmTests.Files();

    [Theory]
    [MemberData(nameof(Families))]
    public void A_family_comes_back_as_it_was(string name)
    {
        var family = DsmFamilies.All.Single(f => f.Name == name);
        var back = DsmRegistry.Empty.With(DsmSchema.Parse(name, DsmSchema.Write([family])), replace: false).All.Single();
        Assert.True(DeepComparison.Same(family, back, name) > 50);
        Assert.All(back.Functions, f => Assert.Equal((back, name), (f.Family, f.Origin)));
        Assert.Equal(DsmSchema.Write([family]), DsmSchema.Write([back]));
    }

    [Fact]
    public void Vendor_commands_come_back_as_they_were()
    {
        var back = Reimported.Find("Intel")!.VendorCommands;
        Assert.True(DeepComparison.Same(VendorCommands.BuiltIn, back, "vendorCommands") > 5000);
        Assert.All(back, c => Assert.Equal("all", c.Origin));
    }

    [Theory]
    [MemberData(nameof(VendorCodes))]
    public void Imported_vendor_commands_decode_to_the_golden_bytes(string code)
    {
        using var isolated = DsmFamilies.Isolate(Reimported);
        Assert.Contains(VendorCommands.All, c => c.Code == code && c.Origin is not null);
        new GoldenVendorTests().Each_case_decodes_to_its_fields(code);
    }

    [Fact]
    public void Secrets_stay_secret()
    {
        var secrets = Secrets(DsmFamilies.All);
        Assert.Contains("Intel.SetPassphrase.NewPassphrase", secrets);
        Assert.Equal(secrets, Secrets(Reimported.All));
        Assert.Equal(DsmFamilies.All.SelectMany(f => f.Functions).Where(f => f.IsSensitive).Select(f => f.ToString()), Reimported.All.SelectMany(f => f.Functions).Where(f => f.IsSensitive).Select(f => f.ToString()));
    }

    [Fact]
    public void What_is_built_in_may_be_said_again()
    {
        using var isolated = DsmFamilies.Isolate();
        var all = DsmFamilies.All.ToList();
        var functions = DsmFamilies.Import(DsmSchema.Parse("all", DsmSchema.Write(all)));
        Assert.Equal(all.SelectMany(f => f.Functions).Select(f => f.ToString()), functions.Select(f => f.ToString()));
        Assert.All(functions, f => Assert.Null(f.Origin));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Imported_families_encode_and_decode_to_the_golden_bytes(string file)
    {
        using var isolated = DsmFamilies.Isolate(Reimported);
        var golden = new GoldenDsmTests();
        Assert.NotNull(GoldenFile.Function(GoldenFile.Load("dsm/" + file)).Origin);
        golden.Requests_encode_to_the_golden_bytes_and_decode_back(file);
        golden.Replies_decode_to_the_golden_fields(file);
        golden.Malformed_replies_are_refused(file);
        golden.Bad_arguments_are_refused_by_name(file);
    }

    private static string[] Secrets(IEnumerable<DsmFamily> families) =>
    [
        .. from family in families
           from function in family.Functions
           from field in (function.Input?.Fields ?? []).Concat(function.Output?.Fields ?? [])
           where field.IsSecret
           select $"{family}.{function.Name}.{field.Name}",
    ];
}
