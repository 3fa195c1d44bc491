# In the guest: what labels and namespaces cost beside ndctl, each by turns in one run. Times of an emulated machine say nothing by
# themselves: the ratios and the counts do. Not part of the ring; docs/performance.md says how it is run.
$ErrorActionPreference = 'Stop'
Import-Module ./NvdimmPS
$rounds = 7

# Median milliseconds of each, by turns.
function Measure-Turns([System.Collections.IDictionary] $Commands) {
    $times = @{}
    foreach ($round in 0..$rounds) {
        foreach ($name in $Commands.Keys) {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $null = & $Commands[$name]
            # The first one loads what the others find.
            if ($round) { $times[$name] = @($times[$name]) + $watch.Elapsed.TotalMilliseconds }
        }
    }
    foreach ($name in $Commands.Keys) {
        $sorted = @($times[$name] | Where-Object { $_ } | Sort-Object)
        [pscustomobject] @{ What = $name; Median = [math]::Round($sorted[[int][math]::Floor($sorted.Count / 2)], 1); Least = [math]::Round($sorted[0], 1) }
    }
}

# System calls of a program, by name.
function Measure-Calls([string[]] $Command) {
    $program, $rest = $Command
    strace -f -qq -o /tmp/calls $program @rest *> $null
    $lines = Get-Content /tmp/calls
    [pscustomobject] @{
        What = "$Command"; Calls = $lines.Count
        Opens = @($lines -match 'openat\([^)]*"/dev/nmem').Count; Ioctls = @($lines -match 'ioctl\(\d+, (_IOC|ND_|0x)').Count
        SysfsOpens = @($lines -match 'openat\([^)]*"/sys/').Count; SysfsWrites = @($lines -match 'openat\([^)]*"/sys/[^"]*", O_(WRONLY|RDWR)').Count
    }
}

# The same of this process, while it does something.
function Measure-OwnCalls([string] $What, [scriptblock] $Command) {
    $null = & $Command
    $strace = Start-Process strace -ArgumentList '-f', '-qq', '-p', $PID, '-o', '/tmp/own' -PassThru -RedirectStandardError /tmp/own.err
    while (-not (Test-Path /tmp/own) -or (Get-Item /tmp/own).Length -eq 0) { Start-Sleep -Milliseconds 100 }
    Start-Sleep 1
    [System.IO.File]::Exists('/begin') | Out-Null
    $null = & $Command
    [System.IO.File]::Exists('/end') | Out-Null
    kill -INT $strace.Id
    $strace.WaitForExit()
    $all = Get-Content /tmp/own
    $from = [array]::FindIndex([string[]] $all, [Predicate[string]] { $args[0] -match '"/begin"' })
    $to = [array]::FindIndex([string[]] $all, [Predicate[string]] { $args[0] -match '"/end"' })
    # What the runtime does for itself is not counted.
    $lines = @($all[($from + 1)..($to - 1)] -notmatch ' (futex|madvise|sched_yield|membarrier|poll|restart_syscall|mprotect)|resumed>')
    [pscustomobject] @{
        What = $What; Calls = $lines.Count
        Opens = @($lines -match 'openat\([^)]*"/dev/nmem').Count; Ioctls = @($lines -match 'ioctl\(\d+, (_IOC|ND_|0x)').Count
        SysfsOpens = @($lines -match 'openat\([^)]*"/sys/').Count; SysfsWrites = @($lines -match 'openat\([^)]*"/sys/[^"]*", O_(WRONLY|RDWR)').Count
    }
}

$dimms = @(Get-NvdimmDevice).Count
"labels of $dimms DIMMs of $((Get-NvdimmLabel nmem0).Size) bytes, $((Get-NvdimmLabel nmem0).MaxTransfer) a transfer"
Measure-Turns ([ordered] @{
        'ndctl read-labels -j all'  = { ndctl read-labels -j all 2> $null }
        'nvdimm labels show --json' = { ./bin/nvdimm labels show --json }
        'Get-NvdimmLabel'           = { Get-NvdimmLabel }
    }) | Format-Table | Out-String -Width 120
Measure-Calls ndctl, read-labels, -j, all
Measure-Calls ./bin/nvdimm, labels, show, --json
Measure-OwnCalls 'Get-NvdimmLabel' { Get-NvdimmLabel }

ndctl disable-region all *> $null
ndctl init-labels -f -V 1.2 all *> $null
ndctl enable-region all *> $null
'a raw namespace of 16 MiB in region1, made and removed'
Measure-Turns ([ordered] @{
        'ndctl create-namespace, destroy-namespace'    = { $made = ndctl create-namespace -r region1 -m raw -s 16M | ConvertFrom-Json; ndctl destroy-namespace -f $made.dev *> $null }
        'New-NvdimmNamespace, Remove-NvdimmNamespace' = { $made = New-NvdimmNamespace region1 -Mode Raw -Size 16MB; Remove-NvdimmNamespace $made.Name -Force }
    }) | Format-Table | Out-String -Width 120
Measure-Calls ndctl, create-namespace, -r, region1, -m, raw, -s, 16M
Remove-NvdimmNamespace namespace1.* -Force
Measure-OwnCalls 'New-NvdimmNamespace (and Remove-NvdimmNamespace)' { $made = New-NvdimmNamespace region1 -Mode Raw -Size 16MB; Remove-NvdimmNamespace $made.Name -Force }
ndctl create-namespace -r region1 -m raw -s 16M *> $null
Measure-Calls ndctl, destroy-namespace, -f, (Get-NvdimmNamespace -Region region1)[0].Name
