function Get-NvdimmSnapshot {
    <#
    .SYNOPSIS
    Gets all that a runbook looks at, of this machine or of many: one object a host.

    .DESCRIPTION
    Reads buses, DIMMs, health, firmware, regions, namespaces, bad blocks and findings, and writes nothing. Without a host
    it is this machine, or the simulator or trace that is active. Hosts are asked by Invoke-NvdimmFleet, all at a time; a
    host that does not answer is an object too, whose Failure says why. What a cmdlet could not tell is in Problem.

    Export-Clixml keeps a snapshot for later: runbooks take it as -Before.

    .PARAMETER HostName
    The hosts, as Invoke-NvdimmFleet takes them: host, user@host:port, or a range such as node[01-20].

    .PARAMETER HostFile
    Text files with a host a line.

    .PARAMETER FleetOption
    Other parameters of Invoke-NvdimmFleet, such as @{ KeyFilePath = '~/.ssh/fleet'; TimeoutSec = 60 }.

    .PARAMETER Policy
    A policy of Test-NvdimmHealth: a psd1 or JSON file of this machine. Hosts get its text with the question.

    .EXAMPLE
    Get-NvdimmSnapshot | Export-Clixml before.xml

    Keeps how this machine is, before something is done to it.

    .EXAMPLE
    Get-NvdimmSnapshot -HostName node[01-20] | Where-Object Failure | ForEach-Object { $_.Failure.Message }

    On a real fleet: who does not answer, and why.

    .OUTPUTS
    NvdimmPS.Testing.Snapshot: HostName, Time, Bus, Device, Health, Firmware, Region, Namespace, BadBlock, Finding, Problem
    and Failure (Id, Message, Remedy; null where the host answered).
    #>
    [CmdletBinding()]
    [OutputType('NvdimmPS.Testing.Snapshot')]
    param(
        [Parameter(Position = 0)]
        [Alias('ComputerName')]
        [string[]] $HostName,

        [string[]] $HostFile,

        [hashtable] $FleetOption = @{},

        [string] $Policy
    )

    $arguments = @($Policy ? (Get-PolicyText $Policy $PSCmdlet) : ''), ($Policy ? [System.IO.Path]::GetExtension($Policy) : '')
    if (-not $HostName -and -not $HostFile) {
        $items = @(& $snapshotScript @arguments)
        $failure = $items ? $null : [pscustomobject] @{
            Id = 'Nvdimm.Fleet.NoNvdimm'; Message = "$(Get-MachineName): it has no NVDIMM."; Remedy = 'Check that its drivers nfit or nd_pmem are loaded.'
        }
        return Join-Snapshot (Get-MachineName) $items $failure
    }

    $fleet = @{} + $FleetOption
    if ($HostName) { $fleet.HostName = $HostName }
    if ($HostFile) { $fleet.HostFile = $HostFile }
    $results = Invoke-NvdimmFleet $snapshotScript -ArgumentList $arguments @fleet -ErrorAction SilentlyContinue -ErrorVariable failures
    $byHost = @($results | Group-Object PSComputerName)
    $failed = [ordered] @{}
    foreach ($record in $failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) {
        $name = $record -is [System.Management.Automation.Runspaces.RemotingErrorRecord] ? $record.OriginInfo.PSComputerName : "$($record.TargetObject)"
        $failed[$name] ??= ConvertTo-Failure $record
    }
    $names = @($results.PSComputerName) + @($failed.Keys) | Where-Object { $_ } | Select-Object -Unique
    foreach ($name in $names) {
        Join-Snapshot $name @(($byHost | Where-Object Name -EQ $name).Group | Where-Object { $_ }) $failed[$name]
    }
}
