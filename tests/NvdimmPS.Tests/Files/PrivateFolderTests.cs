using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Files;

/// <summary>Where the files of this user's processes lie, others can neither read nor exchange anything.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class PrivateFolderTests : FileTest
{
    private static string Name => $"nvdimmps-{Libc.geteuid()}";

    [Fact]
    public void It_is_made_for_the_user_alone_and_found_again()
    {
        var before = Unix.umask(0);
        try
        {
            Assert.Equal(Path.Combine(Sticky("tmp"), Name), Open(At("tmp")));
        }
        finally
        {
            _ = Unix.umask(before);
        }

        Assert.Equal(Private, File.GetUnixFileMode(At($"tmp/{Name}")));
        Assert.Equal(At($"tmp/{Name}"), Open(At("tmp")));
        Assert.Single(Directory.GetFileSystemEntries(At("tmp")));
    }

    public static TheoryData<string> Squatters => ["another's", "open", "open to the group", "link", "link to ours", "file", "pipe"];

    /// <summary>Whoever comes first under the name must not have a simulator's files, nor keep it from beginning.</summary>
    [Theory]
    [MemberData(nameof(Squatters))]
    public void A_name_that_somebody_took_is_passed_over(string what)
    {
        Assert.SkipUnless(Unix.IsRoot || what is not ("another's" or "link to ours"), "needs root, to be another user");
        var taken = Path.Combine(Sticky("tmp"), Name);
        var prey = Directory.CreateDirectory(At("prey"), Private).FullName;
        switch (what)
        {
            case "another's":
                Directory.CreateDirectory(taken, Private);
                Unix.Give(taken);
                break;
            case "open":
                Directory.CreateDirectory(taken);
                File.SetUnixFileMode(taken, Private | UnixFileMode.OtherWrite);
                break;
            case "open to the group":
                Directory.CreateDirectory(taken);
                File.SetUnixFileMode(taken, Private | UnixFileMode.GroupRead);
                break;
            case "file":
                File.WriteAllText(taken, string.Empty);
                break;
            case "pipe":
                Unix.Pipe(taken);
                break;
            case "link to ours":
                Unix.Give(Link($"tmp/{Name}", prey));
                break;
            default:
                Link($"tmp/{Name}", prey);
                break;
        }

        var made = Soon(() => Open(At("tmp")));
        Assert.StartsWith(taken + "-", made, StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(made));
        Assert.Equal(made, Soon(() => Open(At("tmp"))));
        Assert.Empty(Directory.GetFileSystemEntries(prey));
    }

    [Fact]
    public void A_place_in_which_others_may_exchange_things_is_none()
    {
        Directory.CreateDirectory(At("open"));
        File.SetUnixFileMode(At("open"), Everybody);
        var within = Directory.CreateDirectory(At("open/within"), Private).FullName;
        foreach (var place in new[] { At("open"), within, Link("link", within) })
        {
            Assert.Contains("lets others exchange", Assert.Throws<IOException>(() => Open(place)).Message, StringComparison.Ordinal);
        }

        Assert.StartsWith(Sticky("tmp"), Open(within, At("nowhere"), At("tmp")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(within));
    }

    [Fact]
    public void A_place_of_another_user_is_none()
    {
        Assert.SkipUnless(Unix.IsRoot, "needs root, to be another user");
        var within = Directory.CreateDirectory(At("theirs/within")).FullName;
        Unix.Give(At("theirs"));
        Assert.Contains("belongs to another user", Assert.Throws<IOException>(() => Open(within)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_none_each_place_says_why()
    {
        var refusal = Assert.Throws<IOException>(() => Open(At("no"), Write("file"))).Message;
        Assert.Contains($"there is no folder '{At("no")}'", refusal, StringComparison.Ordinal);
        Assert.Contains($"'{At("file")}' is no folder", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_TMPDIR_names_goes_first_then_the_users_runtime_folder_then_memory()
    {
        var user = Libc.geteuid();
        Assert.Equal([Folder, "/run/x", $"/run/user/{user}", "/dev/shm", "/tmp"], Places(Folder, "/run/x"));
        Assert.Equal(["/run/x", $"/run/user/{user}", "/dev/shm", "/tmp"], Places("", "/run/x"));
        Assert.Equal([$"/run/user/{user}", "/dev/shm", "/tmp"], Places(null, $"/run/user/{user}"));
        Assert.Equal([$"/run/user/{user}", "/dev/shm", "/tmp"], Places(null, "not/from/the/root"));
        Assert.Equal(["/tmp"], PrivateFolder.Places(_ => null, _ => false));
        Assert.Equal([At("missing")], Places(At("missing"), "/run/x"));

        static IEnumerable<string> Places(string? chosen, string? runtime) =>
            PrivateFolder.Places(v => v == "TMPDIR" ? chosen : v == "XDG_RUNTIME_DIR" ? runtime : null, _ => true);
    }

    private static string Open(params string[] places)
    {
        var (folder, path) = PrivateFolder.Open(places);
        folder.Dispose();
        return path;
    }
}
