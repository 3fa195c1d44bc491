# Staged folders of the module beside each other, by turns, each in a fresh process: its import, or the import and a first command.
# The first folder is 1. Time and processor time of the process, and how many methods the JIT compiled.
param([Parameter(Mandatory)] [string[]] $Module, [string] $Command = '', [int] $Runs = 15)
$ErrorActionPreference = 'Stop'
$pwsh = (Get-Process -Id $PID).Path
function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[int] [math]::Floor($Values.Count / 2)] }

$rows = foreach ($run in 0..$Runs) {
    foreach ($path in $Module) {
        $script = "`$cpu = [Environment]::CpuUsage.TotalTime; `$jit = [Runtime.JitInfo]::GetCompiledMethodCount(); `$watch = [Diagnostics.Stopwatch]::StartNew()
            Import-Module '$path'; `$null = & { $Command }
            `$ms = `$watch.Elapsed.TotalMilliseconds; '{0} {1} {2}' -f `$ms, ([Environment]::CpuUsage.TotalTime - `$cpu).TotalMilliseconds, ([Runtime.JitInfo]::GetCompiledMethodCount() - `$jit)"
        $ms, $cpu, $methods = [double[]] -split (& $pwsh -NoProfile -NonInteractive -Command $script | Select-Object -Last 1)
        # The first round warms up.
        if ($run) { [pscustomobject] @{ Path = $path; Ms = $ms; Cpu = $cpu; Methods = $methods } }
    }
}

$first = $null
foreach ($group in $rows | Group-Object Path) {
    $row = [pscustomobject] @{
        Module = $group.Name; MedianMs = Get-Median $group.Group.Ms; LeastMs = ($group.Group.Ms | Measure-Object -Minimum).Minimum
        CpuMs = Get-Median $group.Group.Cpu; Methods = Get-Median $group.Group.Methods; Ratio = 0
    }
    $first ??= $row
    $row.Ratio = [math]::Round($row.LeastMs / $first.LeastMs, 2)
    $row
}
