using System.Collections.Concurrent;
using System.Globalization;
using NvdimmPS.Fuzz;
using NvdimmPS.Fuzz.Entrances;
using NvdimmPS.Fuzz.Making;

// Everything that others wrote and NvdimmPS reads, thrown at it at random:
//   [--only NAME[,NAME]] [--seed N] [--seconds N | --count N] [--threads N]    a run; the seconds are those of all together
//   --only NAME --case HEX                                                     one case again, as a failure names it
var given = new Dictionary<string, string>();
for (var i = 0; i + 1 < args.Length; i += 2)
{
    given[args[i]] = args[i + 1];
}

string[] known = ["--only", "--seed", "--seconds", "--count", "--threads", "--case"];
if (args.Length % 2 != 0 || given.Keys.Except(known).Any())
{
    Console.Error.WriteLine($"usage: {string.Join(' ', known.Select(o => $"[{o} …]"))}");
    return 2;
}

int Number(string option, int otherwise) =>
    given.TryGetValue(option, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

var names = given.GetValueOrDefault("--only")?.Split(',');
var entrances = All.Create().Where(e => names is null || names.Contains(e.Name)).ToList();
if (names is not null && names.Except(entrances.Select(e => e.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no entrance '{unknown}'. There are: {string.Join(", ", All.Create().Select(e => e.Name))}.");
    return 2;
}

if (given.TryGetValue("--case", out var again))
{
    var seedOfCase = int.Parse(again, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    return Ended(entrances.Select(e => new FuzzRun(e, 0).Again(seedOfCase)));
}

var seed = Number("--seed", Environment.TickCount & int.MaxValue);
var threads = Number("--threads", Environment.ProcessorCount);
var last = Path.Combine(OwnFolder.Path, "last");
LastCase.Keep(last, entrances.Count);
Console.WriteLine($"Seed {seed}. Should the program itself end, {last} has what was thrown last.");
var time = TimeSpan.FromSeconds((double)Number("--seconds", 60) * threads / entrances.Count);
var patience = TimeSpan.FromMinutes(1);
var results = new ConcurrentBag<FuzzResult>();
Parallel.ForEach(entrances, new ParallelOptions { MaxDegreeOfParallelism = threads }, entrance =>
{
    var run = new FuzzRun(entrance, seed, patience);
    var result = given.ContainsKey("--count") ? run.Count(Number("--count", 0)) : run.For(time);
    Console.WriteLine(result);
    results.Add(result);
});
return Ended(results);

static int Ended(IEnumerable<FuzzResult> results)
{
    var found = results.Select(r => r.Found).OfType<FuzzFound>().ToList();
    found.ForEach(Console.Error.WriteLine);
    Console.WriteLine(found.Count == 0 ? "No fault." : $"{found.Count} faults.");
    return found.Count == 0 ? 0 : 1;
}
