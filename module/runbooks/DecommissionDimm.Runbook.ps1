<#
.SYNOPSIS
Decommissioning a DIMM: nothing uses it, its labels are saved; with -Erase its data are erased, and the audit log proves it.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # The DIMM's name.
    [Parameter(Mandatory)]
    [string] $Dimm,

    # Its serial number, from the sticker or from Get-NvdimmDevice: another one is left alone.
    [Parameter(Mandatory)]
    [string] $Serial,

    # Erases it. Without it nothing is written.
    [switch] $Erase,

    # Overwrites all of it, which takes hours, where changing its encryption key is not enough.
    [switch] $Overwrite,

    # Where the labels are saved, on the host that has the DIMM.
    [string] $Labels = '/var/lib/nvdimmps/decommissioned'
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $machine = @(Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption)
    if ($machine.Count -ne 1) {
        throw [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new("A DIMM is decommissioned on one host, not on $($machine.Count)."),
            'Nvdimm.Runbook.SeveralHosts', 'InvalidArgument', $Dimm)
    }
    $machine = $machine[0]
    $own = $machine.Device | Where-Object Name -EQ $Dimm
    if (-not $machine.Failure -and -not $own) {
        throw [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new("$($machine.HostName) has no DIMM '$Dimm'. There are $($machine.Device.Name -join ', ')."),
            'Nvdimm.Runbook.NoDimm', 'ObjectNotFound', $Dimm)
    }
    $script:cases = @{ HostLabel = $machine.HostName; Machine = $machine; Own = $own; IsLocal = -not $HostName -and -not $HostFile; IsRight = $own.Serial -eq $Serial }
}

Describe '<HostLabel>' -ForEach $cases {
    It 'answers' { $Machine | Should -BeNvdimm Reached }
}

Describe '<Own.Name> of <HostLabel>, serial <Own.Serial>' -ForEach ($cases | Where-Object Own) {
    BeforeDiscovery {
        $regions = @($Machine.Region | Where-Object { $Own.Name -in $_.Dimms })
        $script:regionCases = @($regions | ForEach-Object { @{ RegionName = $_.Name; Region = $_ } })
        $script:namespaceCases = @($Machine.Namespace | Where-Object Region -In $regions.Name | ForEach-Object { @{ NamespaceName = $_.Name; Namespace = $_ } })
    }

    BeforeAll {
        # Each step of the erasing needs the one before it.
        $script:failed = -not $IsRight
        $script:began = [datetime]::UtcNow
        function Invoke-OnHost([scriptblock] $Script, [object[]] $Argument) {
            if ($IsLocal) { return & $Script @Argument }
            Invoke-NvdimmFleet $Script -ArgumentList $Argument -HostName $Machine.HostName @FleetOption
        }
    }

    It 'is the one that was named' {
        $Own.Serial | Should -Be $Serial -Because 'another DIMM stands there, and its data would be lost. Remedy: Compare with Get-NvdimmDevice | Format-Table Name, Serial'
    }

    It 'has <NamespaceName>, which is not mounted' -ForEach $namespaceCases { $Namespace | Should -BeNvdimm Unmounted }

    It 'is in <RegionName>, which is not in use' -ForEach $regionCases { $Region | Should -BeNvdimm Disabled }

    It 'is not frozen, so that it can be erased' {
        $state = Invoke-OnHost { param($dimm) Get-NvdimmSecurity $dimm } @($Own.Name)
        $state.Frozen | Should -Not -BeTrue -Because 'a frozen DIMM takes no erase. Remedy: Start the machine anew'
        $state.State | Should -BeIn disabled, unlocked, locked
    }

    Context 'erased' -Skip:(-not $Erase -or -not $IsRight) {
        It 'has its labels saved' {
            $script:failed = $true
            Invoke-OnHost {
                param($dimm, $folder)
                $null = New-Item -ItemType Directory -Force $folder
                Export-NvdimmLabel (Join-Path $folder "$dimm-$([datetime]::UtcNow.ToString('yyyyMMddTHHmmss'))") -Dimm $dimm -ErrorAction Stop
            } @($Own.Name, $Labels) | Should -Not -BeNullOrEmpty
            $script:failed = $false
        }

        It 'is erased' {
            $failed | Should -BeFalse -Because 'the step before it failed'
            $script:failed = $true
            $state = Invoke-OnHost {
                param($dimm, $overwrite)
                $how = $overwrite ? @{ Overwrite = $true } : @{ CryptographicErase = $true }
                Clear-NvdimmData $dimm @how -Force -AllowSensitive -PassThru -ErrorAction Stop
            } @($Own.Name, $Overwrite.IsPresent)
            $state.State | Should -BeIn disabled, unlocked
            $script:failed = $false
        }

        It 'has its proof in the audit log' {
            $failed | Should -BeFalse -Because 'it was not erased'
            $proof = @(Invoke-OnHost { param($after, $dimm) Get-NvdimmAudit -After $after | Where-Object { $_.Target -eq $dimm -and $_.Value -match '^(erase|overwrite)' } } @($began, $Own.Name))
            $proof.Count | Should -Be 1 -Because 'no record says who erased it. Remedy: See about_NvdimmAudit; the log must be writable'
            $proof[0].Serial | Should -Be $Serial
            $proof[0].Outcome | Should -Be Success
        }
    }
}
