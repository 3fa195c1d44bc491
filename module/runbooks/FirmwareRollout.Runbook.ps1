<#
.SYNOPSIS
Rolls firmware out: the canary first, then wave after wave, and nothing more after the first bad outcome. Started again it resumes: what is done is left alone.

.DESCRIPTION
It changes something only with Apply. Without it, it says of each host or DIMM whether it could be updated now.
The units are hosts; on one machine they are its DIMMs. It stages the image; what it takes to run is in the outcome (a power cycle, a restart, or
Invoke-NvdimmFirmwareActivation).
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # The image: a path on each host.
    [Parameter(Mandatory)]
    [string] $Path,

    # Updates. Without it nothing is changed.
    [switch] $Apply,

    # The hosts or DIMMs that come first; the first one when left out.
    [string[]] $Canary = @(),

    # How many hosts or DIMMs there are in a wave.
    [ValidateRange(1, 10000)]
    [int] $WaveSize = 4,

    # Other parameters of Update-NvdimmFirmware, such as @{ AllowUnknownImage = $true } for an image without a published header, or
    # @{ EndOther = $true } where an earlier roll-out was killed and left an update behind.
    [hashtable] $UpdateOption = @{}
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $isFleet = [bool] ($HostName -or $HostFile)
    $units = @(foreach ($machine in Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption) {
            if ($isFleet -or $machine.Failure) {
                @{ Name = $machine.HostName; Machine = $machine; Dimm = '*'; Key = $machine.HostName }
            } else {
                foreach ($device in $machine.Device) {
                    @{ Name = "$($machine.HostName), $($device.Name)"; Machine = $machine; Dimm = $device.Name; Key = $device.Name }
                }
            }
        })
    $unknown = @($Canary | Where-Object { $_ -notin $units.Key })
    if ($unknown) {
        throw [System.Management.Automation.ErrorRecord]::new(
            [System.InvalidOperationException]::new("There is no $($unknown -join ', ') to begin with. There are $($units.Key -join ', ')."),
            'Nvdimm.Runbook.NoCanary', 'ObjectNotFound', $unknown[0])
    }
    $first = $Canary ? $Canary : @($units | Select-Object -First 1 | ForEach-Object Key)
    $later = @($units | Where-Object Key -NotIn $first)
    $script:stages = @(
        @{ Stage = 'canary'; Units = @($units | Where-Object Key -In $first) }
        for ($i = 0; $i -lt $later.Count; $i += $WaveSize) {
            @{ Stage = "wave $($i / $WaveSize + 1)"; Units = @($later[$i..([Math]::Min($i + $WaveSize, $later.Count) - 1)]) }
        }
    )
}

BeforeAll {
    # Where it stopped; what comes after that is not begun.
    $script:rollout = @{ Stopped = $null }

    # On each machine: errors as objects, since a remote one would end the rest.
    $script:update = {
        param([string] $Dimm, [string] $Path, [bool] $Apply, [hashtable] $Option)
        $ErrorActionPreference = 'Continue'
        # One by one, so that inside a machine too nothing is begun after what did not go well.
        foreach ($device in Get-NvdimmDevice $Dimm) {
            $said = @(Update-NvdimmFirmware $device.Name $Path @Option -Confirm:$false -WhatIf:(-not $Apply) 2>&1 | ForEach-Object {
                    if ($_ -is [System.Management.Automation.ErrorRecord]) {
                        [pscustomobject] @{ Target = "$($_.TargetObject)"; Message = "$_ Remedy: $($_.ErrorDetails.RecommendedAction)"; Succeeded = $false }
                    } elseif ($_.PSObject.Properties['Outcome']) {
                        [pscustomobject] @{ Target = $_.Dimm; Outcome = $_.Outcome; Succeeded = $_.Succeeded }
                    }
                })
            $said
            if ($Apply -and $said.Succeeded -contains $false) { break }
        }
    }

    # What is wrong after the update of one unit; nothing where all is well.
    function Update-Unit([object] $Machine, [string] $Dimm) {
        if ($Machine.Failure) {
            return "$($Machine.HostName): $($Machine.Failure.Message) Remedy: $($Machine.Failure.Remedy)"
        }
        $arguments = $Dimm, $Path, [bool] $Apply, $UpdateOption
        if ($HostName -or $HostFile) {
            $failed = $null
            $said = Invoke-NvdimmFleet $update -HostName $Machine.HostName -ArgumentList $arguments @FleetOption -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | ForEach-Object { "$($Machine.HostName): $_" }
        } else {
            $said = & $update @arguments
        }
        $said | Where-Object { $_.PSObject.Properties['Message'] } | ForEach-Object { "$($Machine.HostName), $($_.Message)" }
        if ($Apply -and -not $failed) {
            # A DIMM of which nothing was said was not updated either: after one that failed it was not begun.
            $told = @($said | Where-Object { $_.PSObject.Properties['Outcome'] })
            @($Machine.Device.Name | Where-Object { $_ -like $Dimm -and $_ -notin $told.Target }) | ForEach-Object { "$($Machine.HostName), ${_}: not begun" }
        }
    }
}

Describe '<Stage>' -ForEach $stages {
    It '<Name> has the firmware' -ForEach $Units {
        if ($rollout.Stopped) {
            Set-ItResult -Skipped -Because "the roll-out stopped at $($rollout.Stopped)"
        }
        # Whatever it is: nothing is begun after what did not go well.
        $wrong = @(try { Update-Unit $Machine $Dimm } catch { "${Name}: $_" })
        if ($wrong -and $Apply) { $rollout.Stopped = $Name }
        $wrong | Should -BeNullOrEmpty
    }
}
