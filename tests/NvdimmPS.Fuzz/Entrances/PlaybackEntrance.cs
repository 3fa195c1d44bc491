using NvdimmPS.Fuzz.Making;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads the bytes of a playback file.</summary>
internal delegate PlaybackFile PlaybackBytesReader(byte[] bytes);

/// <summary>
/// Playback files: one that is whole has its calls as they were written, one with a payload that no module has is refused, and what is
/// left of a damaged one is read or refused. What is read is a machine of which all can be read.
/// </summary>
/// <param name="read">Who reads; the product where nobody else is named.</param>
internal sealed class PlaybackEntrance(PlaybackBytesReader? read = null)
    : Entrance("playback", "playback files of ipmctl, whole and damaged, and the machines that they become")
{
    private const int PerByte = 40, Small = 140, Large = 1 << 20, Header = 2853, Table = 4, ItemHead = 12;

    private static readonly uint[] Handles = [0, 1, 2, 0x101, uint.MaxValue];

    private readonly PlaybackBytesReader _read = read ?? (bytes => PlaybackReader.Read("x.pbr", bytes));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var file = Make(dice);
        var bytes = PlaybackWriter.Write(file);
        var isWhole = !dice.OneIn(2);
        bytes = isWhole ? bytes : ByteMutant.Of(dice, bytes, Places(file, bytes));
        current.Throws(bytes, () => $"playback file{(isWhole ? "" : ", damaged")}:");
        var has = Product(current, Room + (PerByte * (long)bytes.Length), () => _read(bytes), out var refusal);
        Hold(refusal is null or { ErrorId: "Nvdimm.Trace.Playback" }, $"it is refused as {refusal?.ErrorId}");
        if (isWhole)
        {
            Hold((has is null) == (file.Calls.Count == 0 || file.Calls.Exists(IsTooLarge)),
                $"{(has is null ? "a good one is refused" : "a bad one is read")}: {refusal?.Message}");
            Hold(has is null || has.Calls.Select(Text).SequenceEqual(file.Calls.Select(Text)), "it is read with other calls");
        }

        if (has is not null)
        {
            Hold(!has.Calls.Exists(IsTooLarge), "a payload is larger than any module's");
            Use(current, has, bytes.Length);
        }
    }

    /// <summary>It has any number of tables and calls, and an NFIT that may be none.</summary>
    private static void Use(FuzzCase current, PlaybackFile file, int length)
    {
        var trace = Product(current, Room + (2 * PerByte * (long)length), () => PlaybackTrace.From("x.pbr", file), out var refusal);
        Hold(refusal is null or { ErrorId: "Nvdimm.Trace.PlaybackTable" }, $"it is refused as {refusal?.ErrorId}");
        Hold(trace is null || trace.Calls == file.Calls.Count, "calls are lost");
        if (trace is not null && current.Dice.OneIn(8))
        {
            using var machine = new ReplayKernel(trace, "Replayed");
            TraceMaker.Use(machine);
        }
    }

    private static PlaybackFile Make(Dice dice)
    {
        var file = new PlaybackFile { SoftwareVersion = "03.00.00.0468", OsName = Hostile.Text(dice), Description = Hostile.Text(dice) };
        for (var calls = dice.Below(6); calls > 0; calls--)
        {
            file.Calls.Add(new PlaybackCall(
                dice.Of(Handles), dice.Of<byte>(1, 4, 8, (byte)dice.Below(256)), dice.Of<byte>(0, 1, (byte)dice.Below(256)),
                Payload(dice, Small), dice.OneIn(10) ? Payload(dice, Large) : [],
                dice.OneIn(4) ? dice.Number(8) : 0, (byte)(dice.OneIn(4) ? dice.Below(256) : 0),
                dice.OneIn(20) ? Payload(dice, Large) : dice.Bytes(128), dice.OneIn(20) ? Payload(dice, Large) : []));
        }

        if (!dice.OneIn(3))
        {
            var table = NfitTable.Write([.. Handles.Take(dice.Below(4)).Select(h =>
                new NfitDimm(h) { Vendor = 0x8980, Serial = (uint)dice.Number(4), HasManufacturing = dice.OneIn(2) })]);
            file.Tables[PlaybackFormat.Nfit] = dice.OneIn(4) ? ByteMutant.Of(dice, table, [4, 8, 9]) : table;
        }

        if (dice.OneIn(3))
        {
            file.Tables[dice.Of(PlaybackFormat.Pcat, PlaybackFormat.Pmtt, PlaybackFormat.Smbios)] = dice.Bytes(dice.Of(0, 10, 1000));
            file.Tags.Add(new PlaybackTag("show -dimm", "0", 0));
        }

        return file;
    }

    /// <summary>Mostly as any module takes them, at times as large as may be and one byte more.</summary>
    private static byte[] Payload(Dice dice, int most) => dice.OneIn(12) ? new byte[most + dice.Below(2)] : dice.Bytes(dice.Of(0, 4, 128));

    private static bool IsTooLarge(PlaybackCall call) => call.Input.Length > Small || call.LargeInput.Length > Large
        || call.Output.Length > Large || call.LargeOutput.Length > Large;

    private static string Text(PlaybackCall call) => $"{call.Handle} {call.Opcode} {call.SubOpcode} {call.Result} {call.Status} "
        + string.Join(' ', ((byte[][])[call.Input, call.LargeInput, call.Output, call.LargeOutput]).Select(Convert.ToHexString));

    /// <summary>The table of partitions, and the heads of items, calls and answers.</summary>
    private static List<int> Places(PlaybackFile file, byte[] bytes)
    {
        const int partitions = 5 * 16, requestHead = 24, answerHead = 32;
        var places = new List<int>(Enumerable.Range(Table, partitions).Where(i => i % 4 == 0));
        var at = Header;
        foreach (var call in file.Calls)
        {
            var answer = at + ItemHead + requestHead + call.Input.Length + call.LargeInput.Length;
            places.AddRange(Enumerable.Range(at, ItemHead + requestHead));
            places.AddRange(Enumerable.Range(answer, answerHead));
            at = answer + answerHead + call.Output.Length + call.LargeOutput.Length;
        }

        return places.FindAll(p => p < bytes.Length);
    }
}
