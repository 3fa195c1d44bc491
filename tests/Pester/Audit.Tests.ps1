# The audit log in real processes: what the module and root's file system make of it.
BeforeDiscovery { $script:isRoot = $IsLinux -and (id -u) -eq '0' }

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:pwsh = (Get-Process -Id $PID).Path

    # Runs a script in a PowerShell of its own, with settings of its own: they are read once a process.
    function Invoke-Audited([hashtable] $Settings, [string] $Script) {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        Set-Content $file ($Settings | ConvertTo-Json)
        $env:NVDIMMPS_AUDIT_SETTINGS = $file
        try {
            & $pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Continue'; Import-Module '$modulePath'; `$null = New-NvdimmSimulator 1x2; $Script" 2>&1 3>&1 | Out-String
        } finally {
            $env:NVDIMMPS_AUDIT_SETTINGS = $null
        }
    }
}

Describe 'The audit log' -Skip:(-not $IsLinux) {
    BeforeEach {
        $script:log = Join-Path $TestDrive "$([guid]::NewGuid())/audit.jsonl"
        $script:settings = @{ path = $log; journal = $false; simulated = $true }
    }

    It 'has each call that changes something, and neither reads nor secrets' {
        $said = Invoke-Audited $settings @'
            Set-NvdimmThreshold nmem0 -MediaTemperature 70
            $null = Get-NvdimmHealth; $null = Invoke-NvdimmDsm GetSmart nmem0
            $null = Invoke-NvdimmDsm SetPassphrase nmem1 -Argument @{ NewPassphrase = [byte[]] (0x51..0x70) } -AllowSensitive -Force -AllowInUse
            $null = Invoke-NvdimmCommand vendor nmem0 -Argument @{ Opcode = 5; Data = '5152535455' } -Force -AllowInUse
            Get-NvdimmAudit | ForEach-Object { "$($_.Command) $($_.Target) $($_.FunctionName) $($_.Route) $($_.InputSha256.Length) $($_.Outcome)" }
'@
        $said -split "`n" | Where-Object { $_.Trim() } | Should -Be @(
            'Set-NvdimmThreshold nmem0 SetSmartThreshold Call 64 Success'
            'Invoke-NvdimmDsm nmem1 SetPassphrase Call 6 Success'
            'Invoke-NvdimmCommand nmem0 PassThrough Legacy 6 Success')
        $text = [System.IO.File]::ReadAllText($log)
        $secret = [byte[]] (0x51..0x70)
        $padded = [byte[]]::new(32) + $secret
        $hashes = $secret, $padded | ForEach-Object { [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($_)) }
        foreach ($form in @('5152', 'QRST', 'UVJT', [Convert]::ToBase64String($secret).Substring(0, 8)) + $hashes) { $text | Should -Not -Match ([regex]::Escape($form)) }
        ($text | Select-String '"asked"' -AllMatches).Matches.Count | Should -Be 3
    }

    It 'says pwsh however PowerShell was started' {
        $dotnet = $env:DOTNET_ROOT ? (Join-Path $env:DOTNET_ROOT dotnet) : 'dotnet'
        foreach ($start in { & $pwsh @args }, { & $dotnet (Join-Path $PSHOME pwsh.dll) @args }) {
            $settings.path = Join-Path $TestDrive "$([guid]::NewGuid())/audit.jsonl"
            $file = Join-Path $TestDrive settings.json
            Set-Content $file ($settings | ConvertTo-Json)
            $env:NVDIMMPS_AUDIT_SETTINGS = $file
            $null = & $start -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; `$null = New-NvdimmSimulator 1x2; Set-NvdimmThreshold nmem0 -MediaTemperature 70"
            $env:NVDIMMPS_AUDIT_SETTINGS = $null
            (Get-NvdimmAudit $settings.path).Process | Should -BeExactly pwsh
        }
    }

    It 'is one for processes at the same time, line by line' {
        $null = Invoke-Audited $settings @'
            $children = 1..3 | ForEach-Object { Start-Process ([Environment]::ProcessPath) -PassThru -ArgumentList '-NoProfile', '-Command', "Import-Module '$((Get-Module NvdimmPS).ModuleBase)/NvdimmPS.psd1'; `$null = New-NvdimmSimulator 1x2; 1..40 | ForEach-Object { Set-NvdimmThreshold nmem0 -MediaTemperature (50 + `$_ % 9) }" }
            $children | Wait-Process
'@
        $records = Get-NvdimmAudit $log -ErrorAction Stop
        $records.Count | Should -Be 120
        ($records.ProcessId | Sort-Object -Unique).Count | Should -Be 3
        $records | Where-Object { -not $_.Answered } | Should -BeNullOrEmpty
    }

    It 'refuses what it cannot log where that is required, and says so once where it is not' {
        $settings.path = '/proc/nowhere/audit.jsonl'
        $said = Invoke-Audited $settings 'Set-NvdimmThreshold nmem0 -MediaTemperature 70; Set-NvdimmThreshold nmem0 -MediaTemperature 71 -PassThru | ForEach-Object MediaTemperature'
        ([regex]::Matches($said, 'not in the audit log')).Count | Should -Be 1
        $said | Should -Match '(?m)^71\s*$'
        $settings.required = $true
        $said = Invoke-Audited $settings 'Set-NvdimmThreshold nmem0 -MediaTemperature 70; $Error[0].FullyQualifiedErrorId; (Get-NvdimmThreshold nmem0).MediaTemperature'
        $said | Should -Match 'Nvdimm\.Audit\.Required,'
        $said | Should -Match '(?m)^82\s*$'
    }

    It 'refuses while its settings say what nobody knows' {
        $said = Invoke-Audited @{ path = $log; requierd = $true } 'Set-NvdimmThreshold nmem0 -MediaTemperature 70; $Error[0].FullyQualifiedErrorId; (Get-NvdimmHealth nmem0).HealthStatus; Get-NvdimmAudit; $Error[0].FullyQualifiedErrorId'
        ([regex]::Matches($said, 'Nvdimm\.Audit\.Settings,')).Count | Should -Be 2
        $said | Should -Match 'Healthy'
        Test-Path $log | Should -BeFalse
    }

    It 'leaves no half line on a full disk' -Skip:(-not $isRoot) {
        $disk = New-Item -ItemType Directory (Join-Path $TestDrive 'disk')
        mount -t tmpfs -o size=8k tmpfs $disk 2>$null
        if ($LASTEXITCODE -ne 0) { Set-ItResult -Skipped -Because 'nothing may be mounted here'; return }
        try {
            $settings.path = Join-Path $disk 'audit.jsonl'
            $settings.required = $true
            $said = Invoke-Audited $settings '1..20 | ForEach-Object { Set-NvdimmThreshold nmem0 -MediaTemperature (50 + $_) }; $Error[0].FullyQualifiedErrorId'
            $said | Should -Match 'no space left'
            $said | Should -Match 'Nvdimm\.Audit\.Required,'
            $records = Get-NvdimmAudit $settings.path -ErrorAction Stop
            $records.Count | Should -BeGreaterThan 2
            [System.IO.File]::ReadAllText($settings.path)[-1] | Should -Be "`n"
        } finally {
            umount $disk
        }
    }

    It 'shows its table' {
        $null = New-Item -ItemType Directory (Split-Path $log)
        Set-Content $log '{"kind":"answered","id":"1","time":"2027-01-31T08:00:00Z","user":"root","sudoUser":"alice","target":"nmem0","function":17,"functionName":"SetSmartThreshold","danger":"Write","outcome":"Success"}'
        (Get-NvdimmAudit $log | Out-String -Width 80) | Should -Match '2027-01-31 08:00:00 root +alice +nmem0 +SetSmartThreshold +Success'
    }
}
