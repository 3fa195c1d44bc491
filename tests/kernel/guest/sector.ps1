# In the guest: a sector namespace, good and damaged, beside ndctl check-namespace; ring.ps1 runs it on the kernel's test buses.
function Set-RawBytes([string] $Namespace, [scriptblock] $Change) {
    bash -c "echo 1 > /sys/bus/nd/devices/$Namespace/force_raw; echo $Namespace > /sys/bus/nd/drivers/nd_pmem/bind"
    $disk = [System.IO.File]::Open("/dev/$((Get-ChildItem /sys/bus/nd/devices/$Namespace/block).Name)", 'Open', 'ReadWrite')
    try { & $Change $disk; $disk.Flush($true) } finally { $disk.Dispose() }
    bash -c "echo $Namespace > /sys/bus/nd/drivers/nd_pmem/unbind; echo 0 > /sys/bus/nd/devices/$Namespace/force_raw"
}

function Test-AsNdctl([string] $Namespace) {
    ndctl check-namespace $Namespace *> $null
    $theirs = $LASTEXITCODE -eq 0
    $e = $null
    $plan = @(Repair-NvdimmNamespace $Namespace -WhatIf -ErrorAction SilentlyContinue -ErrorVariable e)
    @{ Theirs = $theirs; Writes = @($plan | Where-Object Path -Like '/dev/*').Count; Error = "$($e.FullyQualifiedErrorId)" -replace ',.*' }
}

bash -c 'ndctl disable-region all; ndctl init-labels -f -V 1.2 nmem0 nmem1 nmem2 nmem3; ndctl enable-region all' *> $null
$made = (ndctl create-namespace -r region1 -m sector -s 32M -l 4096) -join "`n" | ConvertFrom-Json
$space = $made.dev
$listed = ConvertTo-NdctlJson -Namespace $space
Test-That 'a sector namespace is listed as ndctl lists it' { $listed -eq ((ndctl list -N -n $space) -join "`n") }
Test-That 'a region with labels is listed as ndctl lists it' { (ConvertTo-NdctlJson -Region region1) -eq ((ndctl list -R -r region1) -join "`n") }
Test-That 'an enabled one is refused' { $e = $null; Get-NvdimmInfoBlock $space -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId -like 'Nvdimm.InfoBlock.Held*' }
bash -c "dd if=/dev/urandom of=/dev/$($made.blockdev) bs=64k count=40 conv=fsync; dd if=/dev/urandom of=/dev/$($made.blockdev) bs=64k count=20 seek=10 conv=fsync; ndctl disable-namespace $space" *> $null
$info, $copy = @(Get-NvdimmInfoBlock $space)
$theirs = (ndctl read-infoblock $space -j 2> $null) -join "`n" | ConvertFrom-Json
Test-That 'its info block and the copy are read and good, with the values that ndctl reads' {
    $info.Role -eq 'Info' -and $copy.Role -eq 'Copy' -and $info.IsValid -and $copy.IsValid -and $info.ParentMatches -and $info.Uuid -eq $theirs.uuid -and
    $info.ParentUuid -eq $theirs.parent_uuid -and $info.Sectors -eq $theirs.external_nlba -and $info.MapOffset -eq $theirs.mapoff -and
    $info.LogOffset -eq $theirs.logoff -and $info.CopyOffset -eq $theirs.info2off -and $copy.Offset -eq $info.Offset + $info.CopyOffset
}
Test-That 'it is left as it was: disabled, without force_raw' { -not (Test-Path /sys/bus/nd/devices/$space/driver) -and (Get-Content /sys/bus/nd/devices/$space/force_raw) -eq 0 }
Test-That 'a good one is good for both' { $r = Test-AsNdctl $space; $r.Theirs -and $r.Writes -eq 0 -and -not $r.Error }
Set-RawBytes $space { param($disk) $disk.Position = $info.Offset; $disk.Write([byte[]]::new(4096), 0, 4096) }
Test-That 'one without its info block is good for neither, and is repaired from the copy' {
    $r = Test-AsNdctl $space
    Repair-NvdimmNamespace $space -Force
    -not $r.Theirs -and $r.Writes -eq 1 -and -not $r.Error -and (Test-AsNdctl $space).Theirs
}
Set-RawBytes $space { param($disk) $disk.Position = $copy.Offset + 100; $disk.Write([byte[]](1, 2, 3), 0, 3) }
Test-That 'a damaged copy is repaired' { Repair-NvdimmNamespace $space -Force; $r = Test-AsNdctl $space; $r.Theirs -and $r.Writes -eq 0 }
Test-That 'the driver takes what was repaired' { ndctl enable-namespace $space *> $null; $n = Get-NvdimmNamespace $space; ndctl disable-namespace $space *> $null; $n.Enabled -and $n.Mode -eq 'sector' }
Set-RawBytes $space {
    param($disk)
    $entry = [byte[]]::new(4)
    $disk.Position = $info.Offset + $info.MapOffset + 4
    $null = $disk.Read($entry, 0, 4)
    $disk.Position = $info.Offset + $info.MapOffset
    $disk.Write($entry, 0, 4)
}
Test-That 'a block that two sectors have is good for neither, and nothing is written' { $r = Test-AsNdctl $space; -not $r.Theirs -and $r.Writes -eq 0 -and $r.Error -eq 'Nvdimm.InfoBlock.Remains' }
ndctl destroy-namespace -f $space *> $null
