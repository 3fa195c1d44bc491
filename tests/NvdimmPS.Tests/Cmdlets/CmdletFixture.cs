using NvdimmPS.Cmdlets;
using NvdimmPS.Engine.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// The module, imported once for all tests of cmdlets: a session of a real engine takes longer to open than the tests
/// take to run. They run one after the other, since the active simulator is one for the process.
/// </summary>
public sealed class CmdletFixture : IDisposable
{
    public ICmdletHost Host { get; } = CmdletHosts.Create(typeof(NvdimmCmdlet).Assembly);

    public void Dispose() => Host.Dispose();
}

[CollectionDefinition(Name)]
public sealed class CmdletCollection : ICollectionFixture<CmdletFixture>
{
    public const string Name = "Cmdlets";
}
