namespace NvdimmPS.Fuzz.Making;

/// <summary>What becomes of the bytes of a file.</summary>
internal static class ByteMutant
{
    /// <summary>Some bytes are others, a number is one at which something ends, or the end is missing.</summary>
    /// <param name="dice">Chooses.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="places">Where numbers are that others go by.</param>
    public static byte[] Of(Dice dice, byte[] bytes, IReadOnlyList<int> places)
    {
        var changed = bytes.AsSpan().ToArray();
        for (var changes = dice.Between(1, 4); changes > 0 && changed.Length > 0; changes--)
        {
            var at = places.Count > 0 && !dice.OneIn(3) ? dice.Of(places) : dice.Below(changed.Length);
            switch (dice.Below(8))
            {
                case 0:
                    changed = changed[..dice.Below(changed.Length + 1)];
                    break;
                case 1:
                    changed = [.. changed, .. dice.Bytes(dice.Of(1, 30, 3000))];
                    break;
                case 2 or 3 or 4:
                    var size = dice.Of(1, 2, 4, 8);
                    var number = BitConverter.GetBytes(dice.Number(size)).AsSpan(0, Math.Clamp(changed.Length - at, 0, size));
                    number.CopyTo(changed.AsSpan(Math.Min(at, changed.Length)));
                    break;
                default:
                    changed[Math.Min(at, changed.Length - 1)] = (byte)dice.Below(256);
                    break;
            }
        }

        return changed;
    }
}
