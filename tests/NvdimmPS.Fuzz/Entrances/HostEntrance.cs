using NvdimmPS.Fleet;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// Lists of hosts: each name that is taken is one that ssh takes for a host and nothing else, there are as many as the text says, and
/// folded names unfold to the same ones.
/// </summary>
internal sealed class HostEntrance() : Entrance("hosts", "lists of hosts, with ranges")
{
    private const int PerByte = 2000, MostHosts = 200_000;
    private const string Letters = "abcnode0123456789.-_:@[]-,%/# \t\n\\é\0$;'\"";

    public override void Try(FuzzCase current)
    {
        if (current.Dice.OneIn(3))
        {
            Fold(current);
            return;
        }

        var text = Text(current.Dice);
        current.Throws(text, () => "hosts:");
        var refused = new List<NvdimmException>();
        var hosts = Product(current, (Room * 1024) + (PerByte * (long)text.Length),
            () => new HostList().Add(text, refused.Add).ToList(), out _) ?? [];
        Hold(hosts.Count <= MostHosts, $"{text.Length} characters are {hosts.Count:N0} hosts");
        foreach (var refusal in refused.Take(20))
        {
            Check(refusal);
        }

        foreach (var host in hosts)
        {
            foreach (var part in (string?[])[host.HostName, host.UserName])
            {
                Hold(part is null || (part.Length > 0 && part[0] != '-'
                    && !part.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)
                    || "'\"`$;|&<>()[]{}*?!#".Contains(c, StringComparison.Ordinal) && (c != '$' || part[^1] != '$'))),
                    $"'{host}' passes for a host");
            }

            Hold(host.Port is null or (> 0 and <= 65535), $"{host} has the port {host.Port}");
            Hold(FleetHost.Parse(host.ToString()).Equals(host), $"'{host}' written and read is another host");
        }
    }

    private static string Text(Dice dice) => dice.Below(5) switch
    {
        0 => dice.Text(Letters, dice.Below(60)),
        1 => string.Join(dice.Of(",", " ", "\n"), Enumerable.Range(0, dice.Below(5)).Select(_ => Range(dice))),
        2 => Hostile.Text(dice),
        3 => dice.Text(Letters, dice.Below(10)) + Range(dice) + Hostile.Text(dice),
        _ => dice.Of("root@", "", "-o", "a@b@") + Range(dice) + dice.Of("", ":22", ":0", ":65536", ":", "]:22"),
    };

    private static string Range(Dice dice)
    {
        var (first, last) = (dice.Below(50), dice.Below(60));
        var more = dice.Of("", ",7", ",1-1", "-", ",", ",x");
        return $"node[{first:00}-{last:000}{more}]{dice.Of("", ".example.org", "[1-2]", "[0-9][0-9]", "-x")}";
    }

    private static void Fold(FuzzCase current)
    {
        var dice = current.Dice;
        var names = Enumerable.Range(0, dice.Between(1, 30))
            .Select(_ => dice.Of("node", "n", "rack", "a-", "x.")
                + dice.Below(dice.Of(5, 30, 2000)).ToString(dice.Of("0", "00", "000"), null)
                + dice.Of("", "", ".example.org", "-2", "b"))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        current.Throws(string.Join(' ', names), () => "names:");
        var folded = Product(current, Room * 64, () => HostFolding.Fold(names), out _)!;
        var again = new HostList().Add(folded, e => throw new FuzzFailure($"'{folded}' is refused: {e.Message}"))
            .Select(h => h.HostName).ToHashSet(StringComparer.Ordinal);
        Hold(again.SetEquals(names), $"'{folded}' is {string.Join(' ', again)}");
    }
}
