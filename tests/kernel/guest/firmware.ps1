# In the guest: firmware updates and runtime activation on the kernel's test bus, with ndctl beside us. Dot-sourced by ring.ps1.
# nmem0 to nmem3 are updated here, once each, since the test bus takes no second image before an activation; so it begins anew.
nd-reset
nd-settle
$image = '/tmp/firmware.bin'
$bytes = [byte[]]::new(300KB)
[Random]::new(1).NextBytes($bytes)
[IO.File]::WriteAllBytes($image, $bytes)
$quiet = @{ ErrorAction = 'SilentlyContinue' }

# What ndctl reads of a DIMM's firmware.
function Get-Theirs([string] $Name) { (ndctl list -DF -d $Name | ConvertFrom-Json).firmware }
function Get-Fault([string] $Name, [string] $File) {
    $handle = (Get-NvdimmDevice $Name).Handle
    Get-ChildItem /sys/class/nfit_test_dimm | Where-Object { [uint32] (Get-Content (Join-Path $_.FullName handle)) -eq $handle } | ForEach-Object { Join-Path $_.FullName $File }
}
function Get-Shown($Firmware) { "$($Firmware.current_version) $($Firmware.next_version) $($Firmware.can_update) $($Firmware.activate_state) $($Firmware.need_powercycle)" }

Test-That 'an image without a header is refused, and nothing is sent' {
    $e = $null
    $result = Update-NvdimmFirmware nmem0 $image -Confirm:$false @quiet -ErrorVariable e
    $result.Outcome -eq 'Refused' -and $e[0].FullyQualifiedErrorId -like 'Nvdimm.Firmware.ImageUnknown,*' -and -not (Get-Theirs nmem0).next_version
}

# Each step fails once on the same DIMM; after each the DIMM can be updated. Where function 15 fails its abort does too, and leaves it open.
foreach ($case in @(
        @{ Function = 13; Step = 'Start' }, @{ Function = 14; Step = 'Send' }, @{ Function = 15; Step = 'Finish' }, @{ Function = 16; Step = 'Verify' }
    )) {
    Test-That "a failure of function $($case.Function) is the step $($case.Step), and nothing is staged" {
        Set-Content (Get-Fault nmem0 fail_cmd) ('0x{0:x}' -f (1 -shl $case.Function))
        try { $failed = Update-NvdimmFirmware nmem0 $image -AllowUnknownImage -EndOther -Force @quiet } finally { Set-Content (Get-Fault nmem0 fail_cmd) '0x0' }
        "$($failed.Outcome) $($failed.Step)" -eq "Failed $($case.Step)" -and $failed.Message -match 'EIO' -and -not (Get-Theirs nmem0).next_version
    }
}
Test-That 'a status of the firmware is the failure, where it is one' {
    Set-Content (Get-Fault nmem0 fail_cmd_code) '-16'
    Set-Content (Get-Fault nmem0 fail_cmd) '0x4000'
    try { $failed = Update-NvdimmFirmware nmem0 $image -AllowUnknownImage -EndOther -Force @quiet } finally { Set-Content (Get-Fault nmem0 fail_cmd) '0x0'; Set-Content (Get-Fault nmem0 fail_cmd_code) '0' }
    "$($failed.Outcome) $($failed.Step)" -eq 'Failed Send' -and $failed.Message -match 'EBUSY' -and $failed.SessionClosed
}
Test-That 'the retry works, and ndctl sees of our update what it sees of its own' {
    $ours = Update-NvdimmFirmware nmem0 $image -AllowUnknownImage -EndOther -Force
    $null = ndctl update-firmware -f $image nmem1 --no-arm
    "$($ours.Outcome) $($ours.To) $($ours.Chunks)" -eq 'StagedActivatable 0xffffffffabcd 5' -and (Get-Shown (Get-Theirs nmem0)) -eq (Get-Shown (Get-Theirs nmem1))
}
Test-That 'a second run changes nothing, of our image and of ndctl''s' {
    $again = Update-NvdimmFirmware nmem0, nmem1 $image -AllowUnknownImage -Force
    ($again.Outcome -join ' ') -eq 'AlreadyStaged AlreadyStaged' -and ($again.Chunks -join ' ') -eq '0 0'
}

# Killed before the kernel gets the first piece: an update is open then.
Test-That 'after a kill in the middle what was left open is ended only with -EndOther, and the update made' {
    $command = "Import-Module $PSScriptRoot/NvdimmPS; Update-NvdimmFirmware nmem2 $image -AllowUnknownImage -Force"
    $null = strace -f -P /dev/nmem2 -e trace=ioctl -e inject=ioctl:signal=KILL:when=4 -o /tmp/killed /opt/pwsh/pwsh -NoProfile -Command $command 2>&1
    $killed = $LASTEXITCODE
    $theirs = ndctl update-firmware -f $image nmem2 2>&1 | Out-String
    $e = $null
    $refused = Update-NvdimmFirmware nmem2 $image -AllowUnknownImage -Force @quiet -ErrorVariable e
    $ours = Update-NvdimmFirmware nmem2 $image -AllowUnknownImage -EndOther -Force
    $killed -ne 0 -and $theirs -match 'busy' -and $refused.Outcome -eq 'Refused' -and $e[0].FullyQualifiedErrorId -like 'Nvdimm.Firmware.InProgress,*' -and
        "$($ours.Outcome) $($ours.AbortedOtherUpdate)" -eq 'StagedActivatable True'
}

Test-That 'an update takes no more ioctls than ndctl''s' {
    function Get-Count { @(Select-String -Path /tmp/count -Pattern 'ioctl\(\d+</dev/nmem3>').Count }
    $trace = '-f', '-y', '-e', 'trace=ioctl', '-o', '/tmp/count'
    $null = strace @trace ndctl update-firmware -f $image nmem3 --no-arm 2>&1
    $theirs = Get-Count
    Enable-NvdimmFirmwareActivation nmem3 -Force
    $null = Invoke-NvdimmFirmwareActivation ndbus0 -Method Live -Force -InformationAction Ignore
    Remove-Item /tmp/count
    $tracer = Start-Process strace ($trace + '-p', $PID) -PassThru -RedirectStandardError /tmp/tracer
    while (-not (Select-String -Path /tmp/tracer -Pattern attached -Quiet)) { Start-Sleep -Milliseconds 50 }
    $result = Update-NvdimmFirmware nmem3 $image -AllowUnknownImage -Force
    kill -INT $tracer.Id
    $tracer.WaitForExit()
    $ours = Get-Count
    "    ndctl: $theirs ioctls; ours: $ours, $($result.Seconds) s of which the firmware verifies for 1 s" | Out-Host
    # 12 and 29 before, 13, five times 14, 15, 16 every 250 ms for a second, 12.
    $result.Outcome -eq 'StagedActivatable' -and $ours -le $theirs -and $ours -le 18
}

Test-That 'what we arm ndctl sees, and what it arms we see' {
    Enable-NvdimmFirmwareActivation nmem0 -Force
    $ours = (Get-Theirs nmem0).activate_state
    $null = ndctl update-firmware -A nmem1
    $theirs = (Get-NvdimmFirmware nmem1 -Activation).ActivationState
    $bus = (ndctl list -BF -b ndbus0 | ConvertFrom-Json).firmware.activate_state
    "$ours $theirs $bus" -eq 'armed Armed armed'
}
Test-That 'what overflows is named and disarmed again' {
    Enable-NvdimmFirmwareActivation nmem2 -Force
    $e = $null
    Enable-NvdimmFirmwareActivation nmem3 -Force @quiet -ErrorVariable e
    "$e" -match 'overflow state of ndbus0' -and (Get-Theirs nmem3).activate_state -eq 'idle' -and (ndctl list -BF -b ndbus0 | ConvertFrom-Json).firmware.activate_state -eq 'armed'
}
Test-That 'what is disarmed is so for ndctl too' {
    Disable-NvdimmFirmwareActivation nmem2 -Force
    (Get-Theirs nmem2).activate_state -eq 'idle'
}
Test-That 'an activation is shown with its estimate, made and waited for; each DIMM has its outcome' {
    $shown = Invoke-NvdimmFirmwareActivation ndbus0 -Method Live -WhatIf -InformationAction Ignore
    $done = Invoke-NvdimmFirmwareActivation ndbus0 -Method Live -Force -InformationAction Ignore
    $theirs = ndctl list -DF -d nmem0 | ConvertFrom-Json
    $shown.Value -eq 'live' -and $shown.Action -match 'estimated 2 s' -and ($done.Outcome -join ' ') -eq 'Activated Activated' -and
        (ndctl list -BF -b ndbus0 | ConvertFrom-Json).firmware.activate_state -eq 'idle' -and
        (Get-Content /sys/bus/nd/devices/nmem0/firmware/result) -eq 'success' -and $theirs.firmware.activate_state -eq 'idle'
}
Test-That 'nothing armed is nothing to activate, and a bus without it says so' {
    $e = $null
    Invoke-NvdimmFirmwareActivation ndbus0, ndbus1 -Method Live -Force -InformationAction Ignore @quiet -ErrorVariable e
    ($e.FullyQualifiedErrorId -replace ',.*') -join ' ' -eq 'Nvdimm.Firmware.NoneArmed Nvdimm.Firmware.ActivationNotOffered'
}
Test-That 'ndctl''s activation is seen by us' {
    Enable-NvdimmFirmwareActivation nmem2 -Force
    $null = ndctl activate-firmware -f ndbus0 2>&1
    $deadline = [datetime]::UtcNow.AddSeconds(30)
    while ((Get-Content /sys/bus/nd/devices/ndbus0/firmware/activate) -eq 'busy' -and [datetime]::UtcNow -lt $deadline) { Start-Sleep -Milliseconds 200 }
    (Get-NvdimmFirmware nmem2 -Activation).ActivationResultByKernel -eq 'Success'
}
