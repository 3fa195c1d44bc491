# Memory where there is much: many DIMMs through a pipeline, and many sessions over SSH on the loopback, the same sshd under many addresses.
# ./build.ps1 first.
param([string] $Module = (Join-Path $PSScriptRoot '../../out/NvdimmPS'), [int] $Dimms = 10000, [int] $Sessions = 500, [int] $ThrottleLimit = 8)
$ErrorActionPreference = 'Stop'
$script:modulePath = (Resolve-Path $Module).ProviderPath
Import-Module $modulePath
function Get-Memory {
    [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    'managed {0:N0} KiB, resident {1:N0} MiB' -f ([GC]::GetTotalMemory($true) / 1KB), ($process.WorkingSet64 / 1MB)
}

# The largest machine that the simulator makes, listed again and again.
$null = New-NvdimmSimulator 16x24 -Force
foreach ($line in 'Get-NvdimmDevice', 'Get-NvdimmHealth', 'Get-NvdimmHealth | Test-NvdimmHealth', 'Invoke-NvdimmDsm -Dimm * -Function 1') {
    $work = [scriptblock]::Create("$line -WarningAction Ignore -InformationAction Ignore -ErrorAction Ignore | ForEach-Object { `$script:objects++ }")
    $script:objects = 0
    & $work
    $line
    '  after one listing of 384 DIMMs: {0}' -f (Get-Memory)
    for ($done = 384; $done -lt $Dimms; $done += 384) { & $work }
    '  after {0:N0} DIMMs, {1:N0} objects: {2}' -f $done, $objects, (Get-Memory)
}
Remove-NvdimmSimulator

. (Join-Path $PSScriptRoot '../Pester/SshFarm.ps1')
$farm = Open-SshFarm
$namespaces = $farm.Namespaces
$farm.Namespaces = $false
try {
    $port = ((Add-SshFarmHost $farm many -Topology 1x2) -split ':')[1]
    # The same server under every address of the loopback.
    kill (Get-Content "$($farm.Folder)/many.pid")
    (Get-Content "$($farm.Folder)/many.conf") -replace '^ListenAddress .*', 'ListenAddress 0.0.0.0' | Set-Content "$($farm.Folder)/many.conf"
    Start-Sleep 1
    /usr/sbin/sshd -f "$($farm.Folder)/many.conf" -E "$($farm.Folder)/many.log"
    $ssh = @{ KeyFilePath = $farm.Key; Options = $farm.Options + @{ LogLevel = 'QUIET' }; ThrottleLimit = $ThrottleLimit }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $next = 0
    foreach ($count in 10, 50, 100, 200, 500 | Where-Object { $_ -le $Sessions }) {
        $names = $next..($count - 1) | ForEach-Object { "127.1.$([int] [math]::Floor($_ / 200)).$($_ % 200 + 1):$port" }
        $health = 0
        Invoke-NvdimmFleet -HostName $names @ssh -ErrorVariable failed -ErrorAction SilentlyContinue | ForEach-Object { $health++ }
        $next = $count
        'after {0} sessions, {1} at a time, {2:0} s: {3} objects and {4} failures of the last {5}; {6}' -f $count, $ThrottleLimit, $watch.Elapsed.TotalSeconds, $health, $failed.Count, $names.Count, (Get-Memory)
    }
} finally {
    Close-SshFarm $farm
    if ($namespaces) { ip link del $farm.Bridge }
}
