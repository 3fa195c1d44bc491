using System.Diagnostics;

namespace NvdimmPS.Fuzz;

/// <summary>Throws cases at one entrance until enough were thrown, or one showed a fault.</summary>
/// <param name="entrance">The entrance.</param>
/// <param name="seed">Chooses the cases.</param>
/// <param name="patience">A case that takes more hangs; null where nobody is to say so.</param>
internal sealed class FuzzRun(Entrance entrance, int seed, TimeSpan? patience = null)
{
    private long _cases, _taken, _refused;
    private int _slowest;
    private volatile FuzzCase? _current;
    private TimeSpan _longest;
    private FuzzFound? _found;
    private volatile bool _ended;

    /// <summary>So many cases.</summary>
    public FuzzResult Count(long count) => Run(i => i < count);

    /// <summary>As many cases as there is time for.</summary>
    public FuzzResult For(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        return Run(_ => Stopwatch.GetElapsedTime(start) < time);
    }

    /// <summary>One case that was seen before.</summary>
    public FuzzResult Again(int seedOfCase) => Run(i => i == 0, _ => seedOfCase);

    private FuzzResult Run(Func<long, bool> goOn, Func<long, int>? seedOf = null)
    {
        var start = Stopwatch.GetTimestamp();
        var thread = new Thread(() => ThrowAll(goOn, seedOf ?? SeedOf)) { IsBackground = true, Name = entrance.Name };
        thread.Start();
        var (watched, began, used) = (_current, start, TimeSpan.Zero);
        while (!thread.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (watched != _current)
            {
                (watched, began, used) = (_current, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            }
            else if (watched is not null && !_ended && Hangs(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used))
            {
                _found = new FuzzFound(entrance.Name, watched.Seed,
                    $"no end after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s", watched.Shown);
                break;
            }
        }

        return Result(Stopwatch.GetElapsedTime(start));
    }

    /// <summary>
    /// On a busy machine a case may take minutes and yet do little: what counts is what the processors did, or that nothing is done.
    /// </summary>
    private bool Hangs(TimeSpan time, TimeSpan used) => used > patience * Environment.ProcessorCount || time > patience * 10;

    private void ThrowAll(Func<long, bool> goOn, Func<long, int> seedOf)
    {
        for (long i = 0; _found is null && goOn(i); i++)
        {
            var began = Stopwatch.GetTimestamp();
            Throw(seedOf(i));
            var took = Stopwatch.GetElapsedTime(began);
            if (took > _longest)
            {
                (_longest, _slowest) = (took, _current!.Seed);
            }
        }

        _ended = true;
    }

    private void Throw(int seedOfCase)
    {
        LastCase.Note(entrance.Name, seedOfCase);
        var current = new FuzzCase(seedOfCase);
        _current = current;
        try
        {
            entrance.Try(current);
        }
        catch (FuzzFailure e)
        {
            _found = new FuzzFound(entrance.Name, seedOfCase, e.Message, current.Shown);
        }
#pragma warning disable CA1031 // Whatever else is thrown is a fault of the product.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _found = new FuzzFound(entrance.Name, seedOfCase, $"thrown was {e}", current.Shown);
        }

        _cases++;
        _taken += current.Taken;
        _refused += current.Refused;
    }

    private FuzzResult Result(TimeSpan time) => new(entrance, _cases, _taken, _refused, time, _longest, _slowest, _found);

    /// <summary>Another one for each case, the same in every run of this seed (splitmix64).</summary>
    private int SeedOf(long index)
    {
        var mixed = ((ulong)(uint)seed << 32) + Hash(entrance.Name) + (0x9E37_79B9_7F4A_7C15 * (ulong)(index + 1));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return (int)(mixed ^ (mixed >> 31));
    }

    private static ulong Hash(string text) => text.Aggregate(0xCBF2_9CE4_8422_2325, (hash, c) => (hash ^ c) * 0x100_0000_01B3);
}
