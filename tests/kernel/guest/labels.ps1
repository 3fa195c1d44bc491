# In the guest: labels on the real kernel, with ndctl beside us. Dot-sourced by ring.ps1; the regions are enabled again at the end.
param([Parameter(Mandatory)][string[]] $Dimm, [string[]] $Versions = ('1.1', '1.2'), [switch] $Short)

$regions = @(Get-NvdimmRegion | Where-Object { $_.Enabled -and ($_.Dimms | Where-Object { $_ -in $Dimm }) })
Test-That 'labels of a DIMM that is active are not written, and its region is named' {
    $e = $null
    Clear-NvdimmLabel $Dimm[0] -Force -ErrorAction SilentlyContinue -ErrorVariable e
    $e[0].FullyQualifiedErrorId -like 'Nvdimm.Label.Active,*' -and "$e" -match ($regions.Name -join '|')
}
$regions | Disable-NvdimmRegion -AllowInUse -Force

# What ndctl reads, by the properties that it shows.
function Compare-WithNdctl([string] $Name) {
    $theirs = ndctl read-labels -j $Name | ConvertFrom-Json
    $ours = Get-NvdimmLabel $Name -IncludeFree
    $index = @(for ($i = 0; $i -lt 2; $i++) {
            $t, $o = $theirs.index[$i], $ours.Indexes[$i]
            "$($t.signature) $($t.major).$($t.minor) $($t.labelsize) $($t.seq) $($t.nslot)" -eq "$($o.Signature) $($o.Version) $($o.LabelSize) $($o.Sequence) $($o.Slots)"
        })
    # ndctl shows each slot whose field is its own number, free or not, and the empty slot 0.
    $labels = @(foreach ($t in $theirs.label | Where-Object { $_.uuid -ne [guid]::Empty }) {
            $o = $ours.Labels | Where-Object Slot -EQ $t.slot
            "$($t.uuid) $($t.name) $($t.position)/$($t.nlabel) $($t.isetcookie) $($t.lbasize) $($t.dpa) $($t.rawsize)" -eq
                "$($o.Uuid) $($o.Name) $($o.Position)/$($o.Count) $([uint64] $o.InterleaveSetCookie) $($o.SectorSize) $($o.Start) $($o.Size)"
        })
    ($index + $labels) -notcontains $false
}

foreach ($version in $Versions) {
    Test-That "labels of version $version that we initialise pass ndctl check-labels, and ndctl reads the same" {
        $Dimm | Initialize-NvdimmLabel -Version $version -Overwrite -Force -InformationAction Ignore
        $null = ndctl check-labels @Dimm
        $LASTEXITCODE -eq 0 -and ($Dimm | ForEach-Object { Compare-WithNdctl $_ }) -notcontains $false -and (Test-NvdimmLabel $Dimm -Quiet)
    }
    Test-That "a namespace that ndctl makes on labels of version $version is read by us" {
        $regions | Enable-NvdimmRegion -Force
        $region = ($regions | Where-Object { -not $_.ReadOnly })[0]
        $made = ndctl create-namespace -r $region.Name -m raw -s 16M -n ours | ConvertFrom-Json
        $regions | Disable-NvdimmRegion -AllowInUse -Force
        $label = (Get-NvdimmLabel $region.Dimms[0]).Labels
        "$($label.Uuid)" -eq $made.uuid -and $label.Name -eq 'ours' -and (Compare-WithNdctl $region.Dimms[0]) -and
            -not (Test-NvdimmLabel $region.Dimms | Where-Object Severity -NE Information)
    }
}

Test-That 'labels are exported, cleared, and brought back; the namespace is there again' {
    $before = (Get-NvdimmLabel $Dimm).Bytes
    $null = Export-NvdimmLabel /tmp/labels -Dimm $Dimm -Force
    $Dimm | Clear-NvdimmLabel -Force -NoBackup
    $empty = (Get-NvdimmLabel $Dimm).Initialized -notcontains $true
    Import-NvdimmLabel /tmp/labels $Dimm -Force -NoBackup
    $regions | Enable-NvdimmRegion -Force
    $empty -and -not (Compare-Object $before (Get-NvdimmLabel $Dimm).Bytes) -and (Get-NvdimmNamespace).Name.Count -ge 1 -and
        (ndctl list -N | ConvertFrom-Json).name -contains 'ours'
}

Test-That 'a backup is kept in /var/lib/nvdimmps/labels, which is root''s alone' {
    @(Get-ChildItem /var/lib/nvdimmps/labels -Directory).Count -ge $Dimm.Count -and (stat -c '%a' /var/lib/nvdimmps/labels) -eq '700' -and
        -not (Get-ChildItem /var/lib/nvdimmps/labels -Recurse -File | Where-Object Name -EQ unfinished)
}

# By the order of our writes, not by the kernel's series: one of them is enough.
if (-not $Short -and (uname -r) -like '6.1.*') {
    # At each write of label bytes the process dies by a signal before the kernel gets the ioctl, and what is there then is whole.
    Test-That 'labels are whole after a kill at each write, and the next run goes on' {
        $regions | Disable-NvdimmRegion -AllowInUse -Force
        $name = $Dimm[0]
        $import = 'labels', 'import', '/tmp/labels', $name, '--force', '--no-backup'
        function Reset-Label { Initialize-NvdimmLabel $name -Version 1.1 -Overwrite -Force -NoBackup }
        Reset-Label
        strace -f -P /dev/$name -e trace=ioctl -o /tmp/ioctls ./bin/nvdimm @import 2>$null
        $calls = @(Select-String -Path /tmp/ioctls -Pattern 'ioctl\(')
        $sets = @(for ($i = 0; $i -lt $calls.Count; $i++) { if ($calls[$i].Line -match 'SET_CONFIG_DATA') { $i + 1 } })
        # The first ones: the label, then the index blocks, between which the new labels take the place of the old ones.
        $whole = @(foreach ($set in $sets | Select-Object -First 2) {
            Reset-Label
            strace -f -P /dev/$name -e trace=ioctl -e inject=ioctl:signal=KILL:when=$set -o /tmp/killed ./bin/nvdimm @import 2>$null
            $killed = $LASTEXITCODE
            $null = ndctl check-labels $name
            $now = Get-NvdimmLabel $name
            $killed -ne 0 -and $LASTEXITCODE -eq 0 -and "$($now.Version) $(($now.Labels | Where-Object Valid).Name)" -in '1.1 ', '1.2 ours'
            })
        ./bin/nvdimm @import 2>$null
        $whole += $LASTEXITCODE -eq 0 -and (Get-NvdimmLabel $name).Labels.Name -eq 'ours'
        Write-Host "    $($sets.Count) writes of $($calls.Count) ioctls; whole: $whole"
        $sets.Count -ge 2 -and $whole -notcontains $false
    }
}
$regions | Enable-NvdimmRegion -Force
