using System.Text;
using NvdimmPS.Changes;

namespace NvdimmPS.Security;

/// <remarks>Keys in the ring and in files. No file is overwritten or removed that may be the only one to open the DIMM.</remarks>
public sealed partial class SecurityPlanner
{
    /// <summary>The file is there before the DIMM has the passphrase: it is what a passphrase of random bytes can be known from.</summary>
    private WorkStep KeepFile(SecurityChange change, KeyName name, Func<string> blob, Action keepKey)
    {
        var (path, before) = (Keys.Files.PathOf(name, Keys.Id), Keys.Files.PathOf(name.Old, Keys.Id));
        var (isThere, old) = (File.Exists(path), (string?)null);
        return change.Before(path, "keep the key in a file", () =>
        {
            if (isThere)
            {
                var text = KeyFiles.ReadBlob(path);
                Keys.Files.Write(before, Encoding.ASCII.GetBytes(text), overwrite: false);
                old = text;
            }

            Keys.Files.Write(path, Encoding.ASCII.GetBytes(blob()), overwrite: isThere);
        }) with
        {
            Undo = [change.Before(path, "put the key file back as it ought to be", Undo)],
        };

        void Undo()
        {
            if (change.WasDone is not { } done)
            {
                return; // Where nobody knows which of the passphrases the DIMM has, both files stay.
            }

            if (done)
            {
                if (change.IsTaken)
                {
                    change.Verify();
                }
                else
                {
                    keepKey();
                }

                OtherFiles(name, keepsOwn: true).ForEach(KeyFiles.Remove);
            }
            else if (old is not null)
            {
                // A full disk has nothing written, and nothing need be.
                if (!Holds(path, old))
                {
                    Keys.Files.Write(path, Encoding.ASCII.GetBytes(old), overwrite: true);
                }

                KeyFiles.Remove(before);
            }
            else if (!isThere && Holds(path, blob()))
            {
                KeyFiles.Remove(path);
            }
        }
    }

    /// <summary>The files of the DIMM's other keys, also of other hosts: ndctl loads those too.</summary>
    private IEnumerable<WorkStep> RemoveOthers(SecurityChange change, KeyName name, bool keepsOwn)
    {
        var files = OtherFiles(name, keepsOwn);
        if (keepsOwn && File.Exists(Keys.Files.PathOf(name, Keys.Id)))
        {
            files.Add(Keys.Files.PathOf(name.Old, Keys.Id)); // It comes into being meanwhile.
        }

        return files.Select(f => change.Proven(f, "remove the key file of before", () => KeyFiles.Remove(f)));
    }

    private static bool Holds(string path, string text) => File.Exists(path) && KeyFiles.ReadBlob(path) == text;

    private List<string> OtherFiles(KeyName name, bool keepsOwn) =>
        [.. FilesOf(name).Where(f => !keepsOwn || f != Keys.Files.PathOf(name, Keys.Id))];

    /// <summary>What is of no use without the passphrase.</summary>
    private IEnumerable<WorkStep> CleanUp(SecurityChange change, KeyName name)
    {
        if (Keys.Find(name) is not null)
        {
            var description = name.Describe(Keys.Id);
            yield return change.Proven(description, "take the key out of the key ring", () => Keys.Forget(description));
        }

        foreach (var file in FilesOf(name))
        {
            yield return change.Proven(file, "remove the key file", () => KeyFiles.Remove(file));
        }
    }

    private IEnumerable<string> FilesOf(KeyName name) =>
        [.. Keys.Files.All(name, Keys.Id), .. Keys.Files.All(name.Old, Keys.Id)];

    /// <summary>The key of the passphrase that the DIMM has now.</summary>
    private CurrentKey Current(KeyName name, Passphrase? passphrase, bool isOptional, bool isAskedFor = false)
    {
        var description = name.Describe(Keys.Id);
        if (passphrase is not null)
        {
            return new("the passphrase that was given", () => Keys.Hold(passphrase, isAskedFor ? description : null));
        }

        if (Keys.Find(name) is { } key)
        {
            return new(description, () => Keys.Reach(key, description));
        }

        return Keys.Files.Find(name, Keys.Id) is { } file
            ? new(file, () => Keys.Load(file, (isAskedFor ? name : name.Old).Describe(Keys.Id)))
            : isOptional ? new("none", () => 0)
            : throw SecurityErrors.NoKey(device.Name, description, Keys.Files.PathOf(name, Keys.Id));
    }

    private void EnsureNoLeftOver(KeyName name)
    {
        string[] places = [.. CleanUp(Change("", null), name).Select(s => s.Place)];
        if (places.Length > 0)
        {
            throw SecurityErrors.LeftOver(device.Name, places);
        }
    }

    /// <summary>Fails where nobody knows what came of a change before, and only a file tells the passphrase of before it.</summary>
    private void EnsureEnded(KeyName name)
    {
        if (Keys.Files.All(name.Old, Keys.Id) is [var old, ..])
        {
            throw SecurityErrors.NotEnded(device.Name, Keys.Files.PathOf(name, Keys.Id), old);
        }
    }

    private sealed record CurrentKey(string Shown, Func<int> Take);
}
