using System.IO.MemoryMappedFiles;
using System.Text;

namespace NvdimmPS.Fuzz;

/// <summary>
/// Keeps what is being thrown in a file, for the faults that no program survives (a stack overflow). The system writes it even
/// then, and noting costs nothing.
/// </summary>
internal static class LastCase
{
    private const int Size = 64;

    private static MemoryMappedFile? s_file;

    [ThreadStatic]
    private static MemoryMappedViewAccessor? t_view;

    private static int s_threads;

    public static void Keep(string path, int threads)
    {
        using (var file = new FileStream(path, FileMode.Create))
        {
            file.SetLength(Size * threads);
        }

        s_file = MemoryMappedFile.CreateFromFile(path);
    }

    public static void Note(string entrance, int seedOfCase)
    {
        if (s_file is null)
        {
            return;
        }

        t_view ??= s_file.CreateViewAccessor(Size * (Interlocked.Increment(ref s_threads) - 1), Size);
        t_view.WriteArray(0, Encoding.ASCII.GetBytes($"{entrance} {seedOfCase:x8}".PadRight(Size - 1) + "\n"), 0, Size);
    }
}
