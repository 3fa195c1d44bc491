using System.Globalization;

namespace NvdimmPS.Kernel;

/// <summary>
/// The account that this process runs as. A static program takes it from <c>/etc/passwd</c> alone: the C library would load what else
/// knows accounts (LDAP, SSSD) as shared libraries, which need the very same C library.
/// </summary>
internal static class UserAccount
{
    private const string Accounts = "/etc/passwd";
    private const int NameField = 0, IdField = 2, HomeField = 5;

    private static bool IsStaticProgram => AppContext.TryGetSwitch("NvdimmPS.StaticExecutable", out var isStatic) && isStatic;

    /// <summary>Its name; its number where a static program does not know the name.</summary>
    public static string Name => IsStaticProgram ? NameIn(Accounts, Libc.geteuid()) : Environment.UserName;

    /// <summary>Its home folder; empty where there is none.</summary>
    public static string Home => IsStaticProgram && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOME"))
        ? FieldIn(Accounts, Libc.geteuid(), HomeField) ?? ""
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    internal static string NameIn(string accounts, uint id) =>
        FieldIn(accounts, id, NameField) is { Length: > 0 } name ? name : id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field of the first line that has this number, as the C library takes it; null where there is none.</summary>
    internal static string? FieldIn(string accounts, uint id, int field)
    {
        try
        {
            return TableFile.Lines(accounts).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > HomeField
                && uint.TryParse(fields[IdField], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == id)?[field];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
