function Enter-NvdimmFixture {
    <#
    .SYNOPSIS
    Puts a simulator or a replayed trace in the place of the machine, until Exit-NvdimmFixture.

    .DESCRIPTION
    For BeforeAll or BeforeEach of a test. What was active before, also a simulator with its state and faults, is kept, and
    Exit-NvdimmFixture brings it back. Fixtures may be nested. Where the setup fails nothing has changed.

    .PARAMETER Topology
    What to simulate; see New-NvdimmSimulator.

    .PARAMETER Trace
    The trace to replay; see about_NvdimmTrace.

    .PARAMETER State
    What the simulated DIMMs report: a table of DIMMs, each with a table of properties.

    .PARAMETER Fault
    Faults of the simulator, as AddFault() takes them.

    .EXAMPLE
    BeforeAll { $machine = Enter-NvdimmFixture 1x4 -State @{ nmem3 = @{ SparesRemaining = 5 } } }
    AfterAll { Exit-NvdimmFixture $machine }

    A Describe on a machine whose nmem3 runs out of spare blocks.

    .EXAMPLE
    $machine = Enter-NvdimmFixture -Trace ./incident.jsonl

    Replays what was recorded during an incident.

    .OUTPUTS
    The simulator, whose state can be changed on.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Topology')]
    [OutputType('NvdimmPS.NvdimmSimulator')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Topology')]
        [string] $Topology = '1x4',

        [Parameter(Mandatory, ParameterSetName = 'Trace')]
        [string] $Trace,

        [Parameter(ParameterSetName = 'Topology')]
        [System.Collections.IDictionary] $State = @{},

        [Parameter(ParameterSetName = 'Topology')]
        [System.Collections.IDictionary[]] $Fault = @()
    )

    $before = Get-NvdimmSimulator
    $entry = @{ Before = $before; Kept = $before -and $before.Kept }
    if ($before) { $before.Kept = $true }
    try {
        $what = $Trace ? @{ Trace = $Trace } : @{ Topology = $Topology }
        $entry.Simulator = New-NvdimmSimulator @what -Force -Confirm:$false -WhatIf:$false -ErrorAction Stop
        foreach ($dimm in $State.GetEnumerator()) {
            $simulated = $entry.Simulator.Dimm($dimm.Key)
            $dimm.Value.GetEnumerator() | ForEach-Object { $simulated.($_.Key) = $_.Value }
        }
        $Fault | ForEach-Object { $null = $entry.Simulator.AddFault($_) }
    } catch {
        Restore-Machine $entry
        throw
    }
    $fixtures.Push($entry)
    $entry.Simulator
}
