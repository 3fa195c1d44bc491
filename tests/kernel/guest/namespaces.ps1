# In the guest: namespaces made, changed and removed by the cmdlets and by ndctl, each seen by the other.
param([Parameter(Mandatory)][ValidateSet('qemu', 'nfit_test')][string] $Machine)
$ErrorActionPreference = 'Stop'
Import-Module ./NvdimmPS
. ./test-that.ps1
$quiet = @{ Confirm = $false }

# What ndctl says of a namespace and what the module does, in ndctl's words.
function Compare-Namespace($Name) {
    $theirs = ndctl list -N -n $Name -v | ConvertFrom-Json | Select-Object -First 1
    $ours = Get-NvdimmNamespace $Name
    $pairs = @(
        , @($theirs.mode, $ours.Mode)
        , @($theirs.size, $ours.Size)
        , @($theirs.uuid, $ours.Uuid)
        , @($theirs.name, $ours.AlternateName)
        , @($theirs.map, $ours.Map)
        , @($theirs.blockdev, $ours.BlockDevice)
        , @($theirs.daxregion.devices.chardev, $ours.DaxDevice)
        , @($theirs.raw_uuid, $(if ($ours.RawUuid -ne $ours.Uuid) { $ours.RawUuid }))
        , @($theirs.sector_size, $(if ($ours.Mode -ne 'devdax') { $ours.SectorSize }))
        , @($theirs.align, $ours.Alignment)
    )
    $wrong = $pairs | Where-Object { "$($_[0])" -ne "$($_[1])" } | ForEach-Object { "ndctl $($_[0]), here $($_[1])" }
    if ($wrong) { Write-Host "${Name}: $($wrong -join '; ')" }
    -not $wrong
}

function Get-Sum($Region) {
    $now = Get-NvdimmRegion $Region
    $used = (Get-NvdimmNamespace -Region $Region | Measure-Object RawSize -Sum).Sum
    $now.AvailableSize + $used -eq $now.Size
}

function Get-Id([scriptblock] $Script) { try { $null = & $Script; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }

ndctl disable-region all *> $null
ndctl init-labels -f -V 1.2 all *> $null
ndctl enable-region all *> $null
# QEMU's DIMM that is not armed makes its region read-only.
$region = if ($Machine -eq 'qemu') { (Get-NvdimmRegion | Where-Object ReadOnly -eq $false)[0].Name } else { 'region1' }
$modes = @{ Mode = 'Raw'; Size = '16M' }, @{ Mode = 'Sector'; Size = 16MB; SectorSize = 512 }, @{ Mode = 'FsDax'; Size = '0x1000000' }, @{ Mode = 'DevDax'; Map = 'Mem'; Size = '16MiB' }

foreach ($mode in $modes) {
    $made = New-NvdimmNamespace $region @mode -Name "ours $($mode.Mode)" @quiet
    Test-That "a $($mode.Mode) namespace is made, as ndctl sees it too" { $made.Enabled -and $made.Mode -eq $mode.Mode -and $made.RawSize -eq 16MB -and (Compare-Namespace $made.Name) }
}
Test-That 'sizes and free space add up' { Get-Sum $region }
$tests = @(Test-NvdimmNamespace -Region $region -Size 10GB)
Test-That 'too large is told with what would do' { 'NV1256' -in $tests.Findings.Id -or 'NV1255' -in $tests.Findings.Id }

$sector = Get-NvdimmNamespace -Region $region | Where-Object Mode -eq sector
$null = New-Item -ItemType Directory /mnt/used -Force
mke2fs -q -t ext4 "/dev/$($sector.BlockDevice)" 2> $null
modprobe ext4
mount -t ext4 "/dev/$($sector.BlockDevice)" /mnt/used
Test-That 'a mounted one is neither disabled nor removed nor changed' {
    $ids = (Get-Id { Disable-NvdimmNamespace $sector @quiet }), (Get-Id { Remove-NvdimmNamespace $sector @quiet }), (Get-Id { Set-NvdimmNamespace $sector -Mode Raw @quiet }), (Get-Id { Set-NvdimmNamespace $sector -Name new @quiet })
    -not ($ids -ne 'Nvdimm.Namespace.NV1267') -and (Get-NvdimmNamespace $sector).Enabled
}
umount /mnt/used
Test-That 'a DIMM of an enabled region stays' { (Get-Id { Disable-NvdimmDevice (Get-NvdimmRegion $region).Dimms[0] @quiet }) -eq 'Nvdimm.Dimm.RegionEnabled' }
Test-That 'it is disabled and enabled, and its data are the same' {
    $bytes = { (Get-FileHash "/dev/$($sector.BlockDevice)").Hash }
    $hash = & $bytes
    Disable-NvdimmNamespace $sector @quiet
    $off = (ndctl list -N -i -n $sector.Name | ConvertFrom-Json)[0].state
    Enable-NvdimmNamespace $sector @quiet
    $off -eq 'disabled' -and (Compare-Namespace $sector.Name) -and $hash -eq (& $bytes)
}
Test-That 'a new name loses nothing' {
    $hash = (Get-FileHash "/dev/$($sector.BlockDevice)").Hash
    $named = Set-NvdimmNamespace $sector -Name 'another name' -PassThru @quiet
    $named.AlternateName -eq 'another name' -and (Compare-Namespace $sector.Name) -and $hash -eq (Get-FileHash "/dev/$($named.BlockDevice)").Hash
}
foreach ($mode in 'DevDax', 'FsDax', 'Raw', 'Sector') {
    $changed = Set-NvdimmNamespace $sector -Mode $mode -PassThru -AllowInUse @quiet
    Test-That "it becomes $mode" { $changed.Mode -eq $mode -and $changed.RawUuid -eq $sector.RawUuid -and (Compare-Namespace $sector.Name) }
}

# Each removes what the other made.
$doomed = Get-NvdimmNamespace -Region $region
ndctl destroy-namespace -f $doomed[0].Name *> $null
Test-That 'ndctl destroys what was made here' { -not (Get-NvdimmNamespace $doomed[0].Name -ErrorAction SilentlyContinue) -and (Get-Sum $region) }
Remove-NvdimmNamespace ($doomed | Select-Object -Skip 1) -AllowInUse @quiet
Test-That 'all are removed, with name and UUID, and no seed is touched' {
    # ndctl leaves the name of what it destroys.
    $left = ndctl list -N -i -r $region | ConvertFrom-Json | Where-Object dev -ne $doomed[0].Name | Where-Object { $_.size -ne 0 -or $_.name -or $_.uuid -notmatch '^0{8}' }
    -not $left -and (Get-NvdimmRegion $region).AvailableSize -eq (Get-NvdimmRegion $region).Size -and -not (Get-NvdimmNamespace -Region $region)
}
Test-That 'a seed that is named is refused' { (Get-Id { Remove-NvdimmNamespace (Get-Content "/sys/bus/nd/devices/$region/namespace_seed") @quiet }) -eq 'Nvdimm.Namespace.NV1269' }
foreach ($mode in 'raw', 'sector', 'fsdax', 'devdax') {
    $theirs = ndctl create-namespace -r $region -m $mode -s 16M -n "their $mode" | ConvertFrom-Json
    Test-That "ndctl's $mode namespace is read here, and removed" {
        $same = Compare-Namespace $theirs.dev
        Remove-NvdimmNamespace $theirs.dev -AllowInUse @quiet
        $same -and -not (ndctl list -N -n $theirs.dev | ConvertFrom-Json) -and (Get-Sum $region)
    }
}

# A process that is killed while it writes: at the moment of which sysfs tells. What it had begun is told by the next run, which goes on.
function Stop-AtMoment([string] $Command, [scriptblock] $Moment) {
    $child = Start-Process (Get-Process -Id $PID).Path -ArgumentList '-NoProfile', '-Command', "Import-Module ./NvdimmPS; $Command" -PassThru -RedirectStandardError /tmp/killed
    while (-not $child.HasExited -and -not (& $Moment)) { }
    $isThere = -not $child.HasExited
    if ($isThere) { $child.Kill() }
    $child.WaitForExit()
    $isThere -and $child.ExitCode -eq 137
}
if ($Machine -eq 'nfit_test') {
    $place = Get-Content "/sys/bus/nd/devices/$region/namespace_seed"
    $first = "/sys/bus/nd/devices/namespace$($region -replace '\D').0"
    # The first one is taken where it is empty.
    if ((Get-Content $first/size) -eq '0') { $place = Split-Path -Leaf $first }
    Test-That 'a creation that was killed after its labels were written is told, cleared and done' {
        $killed = Stop-AtMoment "New-NvdimmNamespace $region -Mode Sector -Size 32MB -Name killed -Confirm:`$false" { [System.IO.File]::ReadAllText("/sys/bus/nd/devices/$place/size") -ne "0`n" }
        $told = Get-Id { New-NvdimmNamespace $region -Mode Raw -Size 16MB @quiet }
        if ($told -eq 'Nvdimm.Namespace.NV1270') {
            Remove-NvdimmNamespace $place @quiet
            $null = New-NvdimmNamespace $region -Mode Raw -Size 16MB @quiet
        }
        Write-Host "    killed $killed, next $told"
        $killed -and $told -in 'none', 'Nvdimm.Namespace.NV1270' -and @(Get-NvdimmNamespace -Region $region | Where-Object { $_.Enabled -and $_.Mode -eq 'raw' }).Count -ge 1 -and (Get-Sum $region)
    }
    Remove-NvdimmNamespace "namespace$($region -replace '\D').*" @quiet
    foreach ($change in @{ Verb = 'Set'; Rest = '-Mode Sector' }, @{ Verb = 'Remove'; Rest = '' }) {
        $made = New-NvdimmNamespace $region -Mode FsDax -Size 32MB -Name kept @quiet
        Test-That "$($change.Verb)-NvdimmNamespace that was killed once the disk was gone goes on with the next run" {
            $killed = Stop-AtMoment "$($change.Verb)-NvdimmNamespace $($made.Name) $($change.Rest) -Force" { -not [System.IO.Directory]::Exists("/sys/class/block/$($made.BlockDevice)") }
            $left = ndctl list -N -i -n $made.Name | ConvertFrom-Json
            $told = Get-Id { if ($change.Rest) { Set-NvdimmNamespace $made.Name -Mode Sector -Force } else { Remove-NvdimmNamespace $made.Name -Force } }
            $now = Get-NvdimmNamespace $made.Name -ErrorAction Ignore
            Write-Host "    killed $killed, left $($left.state) $($left.mode), next $told, now $($now.Mode) $($now.Enabled)"
            $killed -and $told -eq 'none' -and (Get-Sum $region) -and ($change.Rest ? $now.Mode -eq 'sector' -and $now.Enabled -and $now.AlternateName -eq 'kept' : -not $now)
        }
        Get-NvdimmNamespace -Region $region | Remove-NvdimmNamespace @quiet
    }
}

Set-NvdimmRegion $region -Alignment 1MB @quiet
$random = [Random]::new(42)
$wrong = 0
foreach ($i in 1..100) {
    $have = @(Get-NvdimmNamespace -Region $region)
    $now = Get-NvdimmRegion $region
    if ($now.AvailableSize + ($have | Measure-Object RawSize -Sum).Sum -ne $now.Size) { $wrong++ }
    if ($have.Count -and ($now.MaxAvailableExtent -lt 8MB -or $random.Next(2))) {
        Remove-NvdimmNamespace $have[$random.Next($have.Count)] @quiet
    } else {
        $null = New-NvdimmNamespace $region -Mode Raw -Size ($random.Next(1, 9) * 1MB) -Name "n$i" @quiet
    }
}
Test-That 'sizes and free space add up through 100 random creations and removals' { $wrong -eq 0 }
Remove-NvdimmNamespace "namespace$($region -replace '\D').*" @quiet
Set-NvdimmRegion $region -Alignment 16MB @quiet
Test-That 'nothing is left, and the labels pass ndctl' { (Get-NvdimmRegion $region).AvailableSize -eq (Get-NvdimmRegion $region).Size -and ((ndctl disable-region all), (ndctl check-labels all 2>&1) -join ' ') -match 'verified' }

"namespaces on $Machine`: $script:passed passed, $script:failed failed, 0 skipped"
exit [int]($script:failed -gt 0)
