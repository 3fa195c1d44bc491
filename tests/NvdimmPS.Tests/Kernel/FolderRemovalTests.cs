using NvdimmPS.Kernel;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Kernel;

/// <summary>Removing a folder removes what is in it, whatever others do to it meanwhile.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FolderRemovalTests : FileTest
{
    private const int Files = 50;

    [Fact]
    public void All_of_it_goes_and_what_links_lead_to_stays()
    {
        var prey = Prey();
        Directory.CreateDirectory(At("home/a/b/c"));
        File.WriteAllText(At("home/a/b/file"), string.Empty);
        Link("home/a/link", prey);
        Unix.Pipe(At("home/a/pipe"));
        Write("home/a/closed", mode: UnixFileMode.None);
        FolderRemoval.Remove(At("home"));
        Assert.False(Path.Exists(At("home")));
        FolderRemoval.Remove(Link("home", prey));
        FolderRemoval.Remove(At("no/such/folder"));
        Assert.Equal(Files, Directory.GetFiles(prey).Length);
    }

    /// <summary>Links to a folder of ours come and go where subfolders were: what a path leads to changes between looking and removing.</summary>
    [Fact]
    public void Exchanging_folders_for_links_meanwhile_reaches_nothing_else()
    {
        const int subfolders = 64, rounds = 30;
        var prey = Prey();
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < subfolders; i++)
        {
            Link($"link{i}", prey);
        }

        var exchanging = Task.Factory.StartNew(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                for (var i = 0; i < subfolders; i++)
                {
                    Unix.Exchange(At($"home/d{i}"), At($"link{i}"));
                }
            }
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < subfolders; i++)
            {
                Directory.CreateDirectory(At("home"));
                if (!Path.Exists(At($"home/d{i}")))
                {
                    Directory.CreateDirectory(At($"home/d{i}"));
                }

                if (!Path.Exists(At($"link{i}")))
                {
                    Link($"link{i}", prey);
                }
            }

            FolderRemoval.Remove(At("home"));
        }

        stop.Cancel();
        Soon(() =>
        {
            exchanging.GetAwaiter().GetResult();
            return 0;
        });
        Assert.Equal(Files, Directory.GetFiles(prey).Length);
    }

    private string Prey()
    {
        var prey = Directory.CreateDirectory(At("prey")).FullName;
        for (var i = 0; i < Files; i++)
        {
            File.WriteAllText(Path.Combine(prey, $"{i}"), string.Empty);
        }

        return prey;
    }
}
