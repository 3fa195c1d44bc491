# Invoke-NvdimmFleet beside bare Invoke-Command over real sshd: the same script on the same hosts, all at once, in
# turns. Then when the first result comes, and how much memory a long list of hosts takes. ./build.ps1 first.
param([string] $Module = (Join-Path $PSScriptRoot '../../out/NvdimmPS'), [int] $Hosts = 8, [int] $Runs = 5, [int] $Long = 200)
$ErrorActionPreference = 'Stop'
$script:modulePath = Resolve-Path $Module
. (Join-Path $PSScriptRoot '../Pester/SshFarm.ps1')
if ($obstacle = Get-SshFarmObstacle) { throw $obstacle }
Import-Module $modulePath
function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[int] [math]::Floor($Values.Count / 2)] }

$farm = Open-SshFarm
if (-not $farm.Namespaces) { throw 'this needs network namespaces: Invoke-Command takes one port for all hosts' }
try {
    $names = foreach ($i in 1..$Hosts) { Add-SshFarmHost $farm "h$i" -Topology 2x6 }
    $ssh = @{ KeyFilePath = $farm.Key; Options = $farm.Options + @{ LogLevel = 'QUIET' } }

    # Bare remoting has to import the module and look for a DIMM as well, to do the same work.
    $script = { if (-not (Get-Module NvdimmPS)) { Import-Module NvdimmPS }; Get-NvdimmHealth; $null = Get-NvdimmDevice }
    $bare = [System.Collections.Generic.List[double]]::new()
    $ours = [System.Collections.Generic.List[double]]::new()
    $first = [System.Collections.Generic.List[double]]::new()
    foreach ($run in 0..$Runs) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $count = @(Invoke-Command -HostName $names @ssh -ScriptBlock $script).Count
        $bareTime = $watch.Elapsed.TotalMilliseconds
        $watch.Restart()
        $firstTime = 0
        $ourCount = @(Invoke-NvdimmFleet -HostName $names @ssh | ForEach-Object { if (-not $firstTime) { $firstTime = $watch.Elapsed.TotalMilliseconds }; $_ }).Count
        $ourTime = $watch.Elapsed.TotalMilliseconds
        if ($count -ne $ourCount) { throw "Invoke-Command gave $count objects and Invoke-NvdimmFleet $ourCount" }
        # The first round warms up.
        if ($run) { $bare.Add($bareTime); $ours.Add($ourTime); $first.Add($firstTime / $ourTime) }
    }
    'hosts {0}, all at a time, {1} objects each round, {2} rounds' -f $Hosts, $count, $Runs
    'Invoke-Command:     median {0:0} ms, least {1:0} ms' -f (Get-Median $bare), ($bare | Measure-Object -Minimum).Minimum
    'Invoke-NvdimmFleet: median {0:0} ms, least {1:0} ms' -f (Get-Median $ours), ($ours | Measure-Object -Minimum).Minimum
    'ratio: median {0:0.00}, least {1:0.00}; a host {2:+0.0;-0.0} ms' -f ((Get-Median $ours) / (Get-Median $bare)), (($ours | Measure-Object -Minimum).Minimum / ($bare | Measure-Object -Minimum).Minimum),
        (((Get-Median $ours) - (Get-Median $bare)) / $Hosts)
    'the first result comes after {0:P0} of the time' -f (Get-Median $first)

    # Names that no resolver knows cost a process each and no session: the list is what grows.
    function Measure-Memory([int] $Count) {
        Invoke-NvdimmFleet -HostName "nosuch[1-$Count].invalid" -ThrottleLimit 16 -ErrorAction Ignore
        [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
        [GC]::GetTotalMemory($true) / 1KB
    }
    $null = Measure-Memory 20
    $few = Measure-Memory 20
    $many = Measure-Memory $Long
    'managed memory after {0} hosts more: {1:+0;-0} KiB' -f ($Long - 20), ($many - $few)
} finally {
    Close-SshFarm $farm
}
