using System.Security;

namespace NvdimmPS.Tests.Security;

internal static class Secrets
{
    /// <summary>A text as people type it where it does not show.</summary>
    public static SecureString Of(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }

        return secret;
    }
}
