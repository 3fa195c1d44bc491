<#
.SYNOPSIS
Replacing a DIMM. Before: where it is, what is on it, whether it may be pulled. After: the new one is healthy, like the others, and in its place.
Back: it is the same one again, with the labels that were saved.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # The DIMM's name, serial number or unique id.
    [Parameter(Mandatory)]
    [string] $Dimm,

    [Parameter(Mandatory)]
    [ValidateSet('Before', 'After', 'Back')]
    [string] $Phase,

    # For After, and Back where there is one: the snapshot from before the DIMM was pulled, a file of Export-Clixml or the object.
    [object] $Before,

    # For Back, and Before where they were saved: what Export-NvdimmLabel saved of the DIMM's labels, a folder on this machine.
    [string] $Labels
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    function Stop-Runbook([string] $Id, [string] $Category, [string] $Message) {
        throw [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($Message), "Nvdimm.Runbook.$Id", $Category, $Dimm)
    }
    if ($Phase -eq 'After' -and -not $Before) {
        Stop-Runbook NoBefore InvalidArgument 'After a replacement -Before is needed: Get-NvdimmSnapshot | Export-Clixml before the DIMM is pulled.'
    }

    if ($Phase -eq 'Back' -and -not $Labels) {
        Stop-Runbook NoLabels InvalidArgument 'For a DIMM that is back -Labels is needed: Export-NvdimmLabel before it is pulled.'
    }

    $machine = @(Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption)
    if ($machine.Count -ne 1) {
        Stop-Runbook SeveralHosts InvalidArgument "A DIMM is replaced on one host, not on $($machine.Count)."
    }
    $machine = $machine[0]
    $then = $Before -is [string] ? (Import-Clixml $Before) : $Before
    $known = $Phase -eq 'After' -or ($Phase -eq 'Back' -and $then) ? $then : $machine
    $old = @($known.Device | Where-Object { $Dimm -in $_.Name, $_.Serial, $_.UniqueId })
    if (-not $machine.Failure -and $old.Count -ne 1) {
        Stop-Runbook NoDimm ObjectNotFound "$($machine.HostName) has $($old.Count) DIMMs '$Dimm'. There are $($known.Device.Name -join ', ')."
    }
    $old = $old[0]
    $script:replacement = @{
        HostLabel = $machine.HostName; Machine = $machine; Then = $then; Old = $old
        Place = "socket $($old.Socket), controller $($old.Controller), channel $($old.Channel), slot $($old.Slot), serial $($old.Serial)"
    }
    # Where the host did not answer nothing more can be said.
    $script:pulling = @($replacement | Where-Object { $old -and $Phase -eq 'Before' })
    $script:placing = @($replacement | Where-Object { $old -and $Phase -eq 'After' })

    # Labels are read on the machine that has the DIMM; what is saved of them is here.
    $script:saving = @($replacement | Where-Object { $old -and $Phase -eq 'Before' -and $Labels })
    $script:returning = @($replacement | Where-Object { $old -and $Phase -eq 'Back' })
    if ($saving -or $returning) {
        $own = $machine.Device | Where-Object { $then -and $old.Handle ? $_.Handle -eq $old.Handle : $_.Name -eq $old.Name }
        $fleet = @{} + $FleetOption
        if ($HostName) { $fleet.HostName = $HostName }
        if ($HostFile) { $fleet.HostFile = $HostFile }
        $read = { param($name) Get-NvdimmLabel $name; Test-NvdimmLabel $name -InformationAction Ignore }
        $found = @(if ($own) { $HostName -or $HostFile ? (Invoke-NvdimmFleet $read -ArgumentList $own.Name @fleet) : (& $read $own.Name) })
        $area = $found | Where-Object { $_.PSObject.TypeNames[0] -like '*NvdimmLabelArea' }
        $replacement.Own = $own
        $replacement.Wrong = @($found | Where-Object { $_.Id -and $_.Severity -ne 'Information' })
        $replacement.Labels = $Labels
        $replacement.Saved = @(Get-NvdimmLabel -Path $Labels)
        $replacement.IsOwn = $own -and @($replacement.Saved | ForEach-Object { $_.UniqueId ?? $_.Serial }) -contains ($own.UniqueId ?? $own.Serial)
        $replacement.Differences = @(if ($area -and $replacement.IsOwn) { Compare-NvdimmLabel $Labels -Difference $area })
    }
}

Describe '<HostLabel>' -ForEach $replacement {
    It 'answers' { $Machine | Should -BeNvdimm Reached }
}

Describe '<Old.Name> of <HostLabel> (<Place>), before it is pulled' -ForEach $pulling {
    BeforeDiscovery {
        $regions = @($Machine.Region | Where-Object { $Old.Name -in $_.Dimms })
        $script:regionCases = @($regions | ForEach-Object { @{ RegionName = $_.Name; Region = $_; Others = @($_.Dimms | Where-Object { $_ -ne $Old.Name }) } })
        $script:namespaceCases = @($Machine.Namespace | Where-Object Region -In $regions.Name | ForEach-Object { @{ NamespaceName = $_.Name; Namespace = $_; Mode = $_.Mode; Device = "$($_.BlockDevice)$($_.DaxDevice)" } })
    }

    It 'has <NamespaceName> (<Mode> <Device>), which is not mounted' -ForEach $namespaceCases { $Namespace | Should -BeNvdimm Unmounted }

    It 'is in <RegionName>, which is not in use' -ForEach $regionCases { $Region | Should -BeNvdimm Disabled }

    It 'has no ill neighbour in <RegionName>: what is on this one can be saved' -ForEach ($regionCases | Where-Object { $_.Others }) {
        $Machine.Health | Where-Object Dimm -In $Others | Should -BeNvdimmHealthy -AllowWarning
    }
}

Describe 'The DIMM in the place of <Old.Name> of <HostLabel> (<Place>)' -ForEach $placing {
    BeforeAll {
        $script:new = $Machine.Device | Where-Object Handle -EQ $Old.Handle
        $script:oldRegions = @($Then.Region | Where-Object { $Old.Name -in $_.Dimms })
    }

    It 'is there' { $new | Should -Not -BeNullOrEmpty -Because "none stands at handle $($Old.Handle): seat it, see the platform's log" }

    It 'is another one: <Old.UniqueId> is gone' { $Machine.Device.UniqueId | Should -Not -Contain $Old.UniqueId -Because "$($Old.Name), serial $($Old.Serial), is the one that was to be replaced" }

    It 'is of the same model' { $Old, $new | Should -BeAlikeNvdimm -Property Vendor, Device, Revision -By Family }

    It 'is healthy' { $Machine.Health | Where-Object Dimm -EQ $new.Name | Should -BeNvdimmHealthy }

    It 'runs the firmware of the others' { $Machine.Health | Where-Object Family -EQ $new.Family | Should -BeAlikeNvdimm -Property FirmwareVersion }

    It 'is unlocked' -Skip:(-not $Old.Security) { $new | Should -BeNvdimm Unlocked }

    It 'makes its regions whole again' {
        foreach ($region in $oldRegions) {
            $now = $Machine.Region | Where-Object Name -EQ $region.Name
            @($now.Dimms).Count | Should -Be @($region.Dimms).Count -Because "$($region.Name) had $($region.Dimms -join ' '): set up the interleave set in the platform's menu"
            $now.Dimms | Should -Contain $new.Name -Because "$($region.Name) needs it"
        }
        $Machine | Should -BeNvdimmHealthy -OnlyId NV2003, NV2005
    }
}

Describe 'The labels of <Old.Name> of <HostLabel> (<Place>), before it is pulled' -ForEach $saving {
    It 'are those that are saved in <Labels>' {
        $IsOwn | Should -BeTrue -Because "they are of $(@($Saved.UniqueId) -join ', ') there. Remedy: Export-NvdimmLabel $Labels -Dimm $($Old.Name)"
        $Differences | Should -BeNullOrEmpty -Because "they have changed since. Remedy: Export-NvdimmLabel $Labels -Dimm $($Old.Name) -Force"
    }
}

Describe 'The DIMM that is back in the place of <Old.Name> of <HostLabel> (<Place>)' -ForEach $returning {
    It 'is the one that the labels in <Labels> are of' {
        $Own | Should -Not -BeNullOrEmpty -Because "none stands at handle $($Old.Handle): seat it, see the platform's log"
        $IsOwn | Should -BeTrue -Because "$($Own.Name) is $($Own.UniqueId ?? $Own.Serial), and the labels are of $(@($Saved | ForEach-Object { $_.UniqueId ?? $_.Serial }) -join ', '). Remedy: Put that DIMM into this place"
    }

    It 'has these labels again' {
        if (-not $IsOwn) { Set-ItResult -Skipped -Because 'it is another DIMM'; return }
        $Differences | Should -BeNullOrEmpty -Because "they are others. Remedy: Disable its regions, then Import-NvdimmLabel $Labels -Dimm $($Own.Name)"
    }

    It 'has labels in which nothing is wrong' {
        $Wrong | ForEach-Object { "$_ Remedy: $($_.Remedy)" } | Should -BeNullOrEmpty
    }

    It 'is healthy' { $Machine.Health | Where-Object Dimm -EQ $Own.Name | Should -BeNvdimmHealthy -AllowWarning }

    It 'brings its regions and namespaces back' -Skip:(-not $Then) {
        foreach ($region in $Then.Region | Where-Object { $Old.Name -in $_.Dimms }) {
            $now = $Machine.Region | Where-Object Name -EQ $region.Name
            $now.Dimms | Should -Be $region.Dimms -Because "$($region.Name) had these. Remedy: See the interleave set in the platform's menu"
            $names = @($Then.Namespace | Where-Object Region -EQ $region.Name | ForEach-Object RawUuid | Where-Object { $_ })
            $names | Where-Object { $_ -notin $Machine.Namespace.RawUuid } | Should -BeNullOrEmpty -Because "$($region.Name) had these namespaces. Remedy: Enable-NvdimmRegion $($region.Name), then Test-NvdimmLabel"
        }
    }
}
