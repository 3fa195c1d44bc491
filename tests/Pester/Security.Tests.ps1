# A passphrase goes to the DIMM and nowhere else, whatever path it takes: streams, transcript, history, trace, audit log, files.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:word = 'Xyzzy-plugh 42'
    $script:other = 'Fee-fie-foe 43'
    function ConvertTo-Secret([string] $Text) {
        $secret = [securestring]::new()
        $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $secret
    }
    # Whichever way the bytes are written.
    function Get-Spelling([string] $Text) {
        $bytes = [Text.Encoding]::ASCII.GetBytes($Text)
        $Text; [Convert]::ToHexString($bytes); ($bytes | ForEach-Object { '{0:x2}' -f $_ }) -join ' '; $bytes -join ','; [Convert]::ToBase64String($bytes).TrimEnd('=')
    }
}

Describe 'passphrases' {
    BeforeEach {
        $script:simulator = Use-Simulator 1x2
        Disable-NvdimmRegion region0 -AllowInUse -Force
    }
    AfterEach { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

    It 'show nowhere: <Name>' -ForEach @(
        @{ Name = 'set, changed and removed'; Path = {
                Set-NvdimmPassphrase nmem0 -NewPassphrase $word -CreateKeyEncryptionKey -Force -PassThru -Verbose
                Set-NvdimmPassphrase nmem0 -Passphrase $word -NewPassphrase $other -Force -PassThru -Verbose -Debug
                Get-NvdimmSecurity nmem0
                Remove-NvdimmPassphrase nmem0 -Passphrase $other -Force -PassThru -Verbose } }
        @{ Name = 'explained'; Path = { Set-NvdimmPassphrase nmem0 -NewPassphrase $word -CreateKeyEncryptionKey -WhatIf -Verbose } }
        @{ Name = 'without a key that encrypts'; Path = { Set-NvdimmPassphrase nmem0 -NewPassphrase $word -Force -Verbose } }
        @{ Name = 'wrong'; Path = {
                Set-NvdimmPassphrase nmem0 -NewPassphrase $word -NoKey -Force -Verbose
                Remove-NvdimmPassphrase nmem0 -Passphrase $other -Force -Verbose
                Clear-NvdimmData nmem0 -CryptographicErase -Passphrase $other -Force -AllowSensitive -Verbose } }
        @{ Name = 'of the wrong type'; Path = { Set-NvdimmPassphrase nmem0 -NewPassphrase 12345 -Force } }
        @{ Name = 'refused by the kernel'; Path = {
                $simulator.AddFault(@{ Attribute = '*/security'; Errno = 'EIO' })
                Set-NvdimmPassphrase nmem0 -NewPassphrase $word -CreateKeyEncryptionKey -Force -Verbose } }
        @{ Name = 'refused by the key ring'; Path = {
                $simulator.AddFault(@{ Attribute = 'keys/add_key'; Errno = 'EPERM' })
                Set-NvdimmPassphrase nmem0 -NewPassphrase $word -CreateKeyEncryptionKey -Force -Verbose } }
        @{ Name = 'too long'; Path = { Set-NvdimmPassphrase nmem0 -NewPassphrase (ConvertTo-Secret ($plain[0] * 3)) -Force -Verbose } }
        @{ Name = 'unlocking and erasing'; Path = {
                Set-NvdimmPassphrase nmem0 -NewPassphrase $word -NoKey -Force
                $simulator.Dimm('nmem0').PowerLoss()
                Unlock-NvdimmSecurity nmem0 -Passphrase $other -Verbose
                Unlock-NvdimmSecurity nmem0 -Passphrase $word -Verbose -PassThru
                Clear-NvdimmData nmem0 -CryptographicErase -Passphrase $word -Force -AllowSensitive -Verbose -PassThru } }
        @{ Name = 'master'; Path = {
                Set-NvdimmPassphrase nmem0 -Master -NewPassphrase $word -NoKey -Force -Verbose
                Clear-NvdimmData nmem0 -CryptographicErase -Master -Passphrase $word -Force -AllowSensitive -Verbose } }
    ) {
        $trace, $log, $transcript = 'trace.jsonl', 'audit.jsonl', 'transcript.txt' | ForEach-Object { Join-Path $TestDrive "$([guid]::NewGuid())-$_" }
        $plain = @($word, $other)
        $word, $other = (ConvertTo-Secret $word), (ConvertTo-Secret $other)
        $Error.Clear()
        $null = Start-Transcript $transcript
        Start-NvdimmTrace $trace
        # In a scope of its own: -Verbose and -Debug reach everything.
        $all = try { . $Path *>&1 } catch { $_ }
        $null = Stop-NvdimmTrace
        $null = Stop-Transcript
        $files = @($trace, $transcript) + @(Get-ChildItem -Recurse -File $simulator.SysfsRoot | ForEach-Object FullName)
        $texts = @($all | ForEach-Object { $_ | Out-String -Width 4000; if ($_.GetType().Namespace -notlike '*.Format') { $_ | Format-List * -Force | Out-String -Width 4000; try { ConvertTo-Json $_ -Depth 3 -WarningAction Ignore } catch { 'no JSON' } } }) +
            @($Error | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 4000; "$($_.Exception)" }) + @(Get-History | ForEach-Object CommandLine) +
            @($files | ForEach-Object { Get-Content -LiteralPath $_ -Raw -Encoding latin1 }) + @($simulator.Transcript | Format-List * | Out-String) +
            @(if (Test-Path /proc/self/cmdline) { Get-Content /proc/self/cmdline -Raw })
        foreach ($spelling in $plain | ForEach-Object { Get-Spelling $_ }) {
            $texts | Where-Object { $_ -and $_.Contains($spelling, 'OrdinalIgnoreCase') } | Should -BeNullOrEmpty -Because $spelling
        }
        # A search that finds nothing at all would be none.
        @($texts | Where-Object { $_ -and $_.Contains('nmem0') }).Count | Should -BeGreaterThan 1
    }

    It 'are taken from a credential too' {
        $set = Set-NvdimmPassphrase nmem0 -NewPassphrase ([pscredential]::new('anybody', (ConvertTo-Secret $word))) -NoKey -Force -PassThru
        $set.State | Should -Be unlocked
        (Remove-NvdimmPassphrase nmem0 -Passphrase ([pscredential]::new('somebody', (ConvertTo-Secret $word))) -Force -PassThru).State | Should -Be disabled
    }
}
