# A session with the kernel's test bus: reads, writes and refusals by both routes. One line a step, which says what came of
# it; a trace of the session must give the same lines when it is replayed, on any machine.
function Invoke-TraceStep([string] $What, [scriptblock] $Step) {
    $ErrorActionPreference = 'Continue'
    $output = @(& $Step 2>&1)
    $result = $output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }
    $failed = $output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1
    $said = if ($failed) { ($failed.FullyQualifiedErrorId -split ',')[0] } else { "$($result.Route) $($result.Status) $($result.Decoded | ConvertTo-Json -Compress -Depth 4)" }
    "${What}: $said"
}

function Invoke-TraceSession {
    $secret = [byte[]] (, 0x5A * 32)
    foreach ($route in 'Call', 'Legacy') {
        foreach ($function in 'GetSmart', 'GetSmartThreshold', 'GetNamespaceLabelSize') {
            Invoke-TraceStep "$function $route" { Invoke-NvdimmDsm $function nmem0 -Route $route }
        }

        Invoke-TraceStep "labels $route" { Invoke-NvdimmDsm GetNamespaceLabelData nmem0 -Route $route -Argument @{ Offset = 0; Length = 16 } }
        Invoke-TraceStep "labels are in use $route" { Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Route $route -Argument @{ Offset = 0; Data = '00' } -Force -AllowInUse }
    }

    Invoke-TraceStep 'threshold before' { Invoke-NvdimmDsm GetSmartThreshold nmem1 }
    Invoke-TraceStep 'threshold is set' { Invoke-NvdimmDsm SetSmartThreshold nmem1 -Argument @{ MediaTemperature = 70 } -Confirm:$false }
    Invoke-TraceStep 'threshold after' { Invoke-NvdimmDsm GetSmartThreshold nmem1 }
    Invoke-TraceStep 'firmware' { Invoke-NvdimmDsm GetFirmwareInfo nmem1 }
    Invoke-TraceStep 'firmware update that was not begun' { Invoke-NvdimmDsm FinishFirmwareUpdate nmem1 -InputHex '00 000000 01000000' -Force -AllowInUse }

    Invoke-TraceStep 'security' { Invoke-NvdimmDsm GetSecurityState nmem1 -AllowSensitive -Force -AllowInUse }
    Invoke-TraceStep 'passphrase is set' { Invoke-NvdimmDsm SetPassphrase nmem1 -Argument @{ NewPassphrase = $secret } -AllowSensitive -Force -AllowInUse }
    Invoke-TraceStep 'security with it' { Invoke-NvdimmDsm GetSecurityState nmem1 -AllowSensitive -Force -AllowInUse }
    Invoke-TraceStep 'passphrase is gone' { Invoke-NvdimmDsm DisablePassphrase nmem1 -Argument @{ CurrentPassphrase = $secret } -AllowSensitive -Force -AllowInUse }
    Invoke-TraceStep 'security without it' { Invoke-NvdimmDsm GetSecurityState nmem1 -AllowSensitive -Force -AllowInUse }

    $range = @{ Address = 0x100000000; Length = 0x2000000 }
    Invoke-TraceStep 'scrub capabilities' { Invoke-NvdimmCommand ars_cap -Bus ndbus0 -Argument $range }
    Invoke-TraceStep 'scrub' { Invoke-NvdimmCommand ars_start -Bus ndbus0 -Argument ($range + @{ Type = 'Persistent' }) -Force -AllowInUse }
    Invoke-TraceStep 'scrub status' { Invoke-NvdimmCommand ars_status -Bus ndbus0 -OutputSize 256 }
    Invoke-TraceStep 'injected errors' { Invoke-NvdimmDsm GetArsErrorInjectStatus -Bus ndbus0 }
    Invoke-TraceStep 'address' { Invoke-NvdimmDsm TranslateSpa -Bus ndbus0 -Argument @{ Address = 0x100000000 } }
}
