using System.Text.Json;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Golden;

public class GoldenDsmTests
{
    public static TheoryData<string> Files() => [.. GoldenFile.Functions()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Requests_encode_to_the_golden_bytes_and_decode_back(string file)
    {
        var root = GoldenFile.Load("dsm/" + file);
        var function = GoldenFile.Function(root);
        Assert.Equal(root.GetProperty("name").GetString(), function.Name);
        foreach (var item in GoldenFile.Cases(root, "requests"))
        {
            var bytes = DsmEncoder.EncodeInput(function, GoldenFile.Arguments(item.GetProperty("arguments")));
            Assert.Equal(item.GetProperty("hex").GetString(), HexText.Format(bytes));
            AssertFields(item, bytes, DsmDecoder.DecodeInput(function, bytes));
        }

        foreach (var item in GoldenFile.Cases(root, "decodeOnly"))
        {
            AssertFields(item, GoldenFile.Hex(item, "hex"), DsmDecoder.DecodeInput(function, GoldenFile.Hex(item, "hex")));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Replies_decode_to_the_golden_fields(string file)
    {
        var root = GoldenFile.Load("dsm/" + file);
        var function = GoldenFile.Function(root);
        foreach (var item in GoldenFile.Cases(root, "replies"))
        {
            var answer = DsmDecoder.DecodeOutput(function, GoldenFile.Hex(item, "hex"));
            var name = item.GetProperty("name").GetString();
            Assert.Equal((name, item.GetProperty("status").GetString()), (name, answer.Status.Word));
            Assert.Equal((name, item.GetProperty("statusCode").GetUInt32()), (name, answer.Status.Code));
            Assert.Equal((name, item.GetProperty("success").GetBoolean()), (name, answer.Status.IsSuccess));
            AssertFields(item, GoldenFile.Hex(item, "hex"), answer.Fields);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Malformed_replies_are_refused(string file)
    {
        var root = GoldenFile.Load("dsm/" + file);
        var function = GoldenFile.Function(root);
        foreach (var item in GoldenFile.Cases(root, "badReplies"))
        {
            var error = Assert.Throws<DsmReplyException>(() => DsmDecoder.DecodeOutput(function, GoldenFile.Hex(item, "hex")));
            Assert.Equal(item.GetProperty("problem").GetString() == "count" ? "Nvdimm.Dsm.Contradiction" : "Nvdimm.Dsm.ShortReply", error.ErrorId);
            Assert.Contains(function.Name, error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.NextStep);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bad_arguments_are_refused_by_name(string file)
    {
        var root = GoldenFile.Load("dsm/" + file);
        var function = GoldenFile.Function(root);
        foreach (var item in GoldenFile.Cases(root, "badRequests"))
        {
            var error = Assert.Throws<NvdimmException>(() => DsmEncoder.EncodeInput(function, GoldenFile.Arguments(item.GetProperty("arguments"))));
            if (item.GetProperty("field").GetString() is { } field)
            {
                Assert.True(error.Message.Contains(field, StringComparison.Ordinal), $"{item.GetProperty("name")}: '{error.Message}' does not name {field}");
            }
        }
    }

    [Fact]
    public void Every_function_with_a_layout_has_golden_bytes()
    {
        var golden = GoldenFile.Functions().Select(f => GoldenFile.Function(GoldenFile.Load("dsm/" + f)).ToString()).ToHashSet();
        var covered = golden.Concat(GoldenEnvelopeTests.LegacyBusFunctions());
        var described = DsmFamilies.All.SelectMany(f => f.Functions).Where(f => f.Output is not null).Select(f => f.ToString());
        Assert.Empty(described.Except(covered));
    }

    private static void AssertFields(JsonElement item, byte[] payload, IReadOnlyList<DsmFieldValue> actual)
    {
        var expected = item.GetProperty("fields").EnumerateObject().ToDictionary(p => p.Name, p => GoldenFile.Canonical(GoldenFile.Value(p.Value)));
        var name = item.GetProperty("name").GetString();
        Assert.Equal((name, string.Join(" ", expected.Keys.Order())), (name, string.Join(" ", actual.Select(f => f.Name).Order())));
        foreach (var field in actual)
        {
            Assert.Equal((name, field.Name, expected[field.Name]), (name, field.Name, GoldenFile.Canonical(field, payload)));
            Assert.Equal(field.Value is null, !field.Valid);
        }
    }
}
