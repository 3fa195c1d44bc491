function Use-NvdimmFixture {
    <#
    .SYNOPSIS
    Runs a script on a simulator or a replayed trace, and brings back what was active before, also when the script fails.

    .DESCRIPTION
    Enter-NvdimmFixture and Exit-NvdimmFixture around a script block, for a single test. The block gets the simulator as its
    argument.

    .PARAMETER ScriptBlock
    What to run.

    .PARAMETER Topology
    What to simulate; see New-NvdimmSimulator.

    .PARAMETER Trace
    The trace to replay; see about_NvdimmTrace.

    .PARAMETER State
    What the simulated DIMMs report: a table of DIMMs, each with a table of properties.

    .PARAMETER Fault
    Faults of the simulator, as AddFault() takes them.

    .EXAMPLE
    Use-NvdimmFixture { Get-NvdimmHealth | Should -BeNvdimmHealthy } -Topology 1x2

    A healthy machine is found to be healthy.

    .EXAMPLE
    Use-NvdimmFixture -Topology 1x2 -Fault @{ Target = 'nmem1'; Errno = 'EIO' } {
        Get-NvdimmHealth | Should -Not -BeNvdimmHealthy
    }

    One that answers with errors is not.

    .OUTPUTS
    What the script gives.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Topology')]
    param(
        [Parameter(Mandatory, Position = 0)]
        [scriptblock] $ScriptBlock,

        [Parameter(ParameterSetName = 'Topology')]
        [string] $Topology = '1x4',

        [Parameter(Mandatory, ParameterSetName = 'Trace')]
        [string] $Trace,

        [Parameter(ParameterSetName = 'Topology')]
        [System.Collections.IDictionary] $State = @{},

        [Parameter(ParameterSetName = 'Topology')]
        [System.Collections.IDictionary[]] $Fault = @()
    )

    $fixture = $Trace ? (Enter-NvdimmFixture -Trace $Trace) : (Enter-NvdimmFixture $Topology -State $State -Fault $Fault)
    try {
        & $ScriptBlock $fixture
    } finally {
        Exit-NvdimmFixture $fixture
    }
}
