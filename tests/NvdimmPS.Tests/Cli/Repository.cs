namespace NvdimmPS.Tests.Cli;

/// <summary>The folder with the solution in it, for tests that hold the documents to the program.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "NvdimmPS.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run in their repository."));
}
