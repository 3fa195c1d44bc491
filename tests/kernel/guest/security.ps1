# In the guest: passphrases, freezing, erasing and overwriting on the kernel's test bus, with ndctl beside us. Dot-sourced by ring.ps1.
# What takes long comes last; DIMMs are left without a passphrase but the one that is frozen.
$keys = '/etc/ndctl/keys'
$null = New-Item -ItemType Directory $keys -Force
function Get-Id([string] $Dimm) { Get-Content "/sys/bus/nd/devices/$Dimm/nfit/id" }
function Get-Theirs([string] $Dimm) { (ndctl list -D -d $Dimm -i | ConvertFrom-Json).security }
function ConvertTo-Secret([string] $Text) {
    $secret = [securestring]::new()
    $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    $secret
}
function Get-Failure([scriptblock] $Command) {
    $e = $null
    & $Command 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $e = $_ } }
    "$($e.FullyQualifiedErrorId)".Split(',')[0]
}
$word = 'Xyzzy-plugh 42'
Get-NvdimmRegion | Where-Object { $_.Enabled -and $_.Bus -eq 'ndbus0' } | Disable-NvdimmRegion -AllowInUse -Force

Test-That 'state of each DIMM as ndctl reads it' {
    (Get-NvdimmSecurity nmem0, nmem1).State -notcontains { $_ -ne (Get-Theirs nmem0) } -and (Get-NvdimmSecurity nmem0).MasterState -eq 'enabled'
}
# Before any erase: in a virtual machine later kernels cannot write back the caches after one, and enable no region of it (ENXIO).
Test-That 'a DIMM of an enabled region is not erased' {
    Enable-NvdimmRegion region0 -Force
    $e = Get-Failure { Clear-NvdimmData nmem0 -CryptographicErase -Force -AllowSensitive }
    Disable-NvdimmRegion region0 -AllowInUse -Force
    $e -eq 'Nvdimm.Security.Active'
}
Test-That 'without a key that encrypts nothing is set, and one is made when that is asked for' {
    (Get-Failure { Set-NvdimmPassphrase nmem0 -Force }) -eq 'Nvdimm.Key.NoKeyEncryptionKey' -and (Get-Theirs nmem0) -eq 'disabled'
}
Test-That 'a passphrase of the kernel is set, and ndctl changes it and removes it' {
    $set = Set-NvdimmPassphrase nmem0 -CreateKeyEncryptionKey -Force -PassThru
    $file = Get-Item $set.KeyFile
    $seen = Get-Theirs nmem0
    $null = ndctl update-passphrase nmem0 2>&1
    $updated = $LASTEXITCODE
    $null = ndctl remove-passphrase nmem0 2>&1
    Write-Host "    $set $($file.Name) $seen $updated $LASTEXITCODE $(stat -c %a $file 2>&1) $(Get-Theirs nmem0)"
    $set.State -eq 'unlocked' -and $set.KeyInRing -and $file.Name -eq "nvdimm_$(Get-Id nmem0)_$(hostname).blob" -and $seen -eq 'unlocked' -and
        $updated -eq 0 -and $LASTEXITCODE -eq 0 -and (Get-Theirs nmem0) -eq 'disabled' -and -not (Test-Path $file)
}
Test-That 'what ndctl set we change, by a passphrase of our own, and ndctl removes it' {
    $null = ndctl setup-passphrase nmem0 -k user:nvdimm-master 2>&1
    $theirs = $LASTEXITCODE
    $set = Set-NvdimmPassphrase nmem0 -NewPassphrase (ConvertTo-Secret $word) -Force -PassThru
    $null = ndctl remove-passphrase nmem0 2>&1
    Write-Host "    $theirs $set $LASTEXITCODE $(Get-ChildItem $keys | ForEach-Object Name)"
    $theirs -eq 0 -and $set.State -eq 'unlocked' -and -not $set.OldKeyFile -and $LASTEXITCODE -eq 0 -and (Get-Theirs nmem0) -eq 'disabled'
}
Test-That 'what ndctl set we remove' {
    $null = ndctl setup-passphrase nmem1 -k user:nvdimm-master 2>&1
    $set = Get-NvdimmSecurity nmem1
    $gone = Remove-NvdimmPassphrase nmem1 -Force -PassThru
    $set.State -eq 'unlocked' -and $set.KeyInRing -and $set.KeyEncryptionKey -eq 'user:nvdimm-master' -and $gone.State -eq 'disabled' -and
        (Get-Theirs nmem1) -eq 'disabled' -and -not $gone.KeyFile -and -not $gone.KeyInRing
}
Test-That 'a passphrase of which no key is kept is known to who typed it alone' {
    $set = Set-NvdimmPassphrase nmem0 -NewPassphrase (ConvertTo-Secret $word) -NoKey -Force -PassThru
    $none = Get-Failure { Remove-NvdimmPassphrase nmem0 -Force }
    $wrong = Get-Failure { Remove-NvdimmPassphrase nmem0 -Passphrase (ConvertTo-Secret 'not it') -Force }
    $gone = Remove-NvdimmPassphrase nmem0 -Passphrase (ConvertTo-Secret $word) -Force -PassThru
    Write-Host "    $set $none $wrong $gone"
    $set.State -eq 'unlocked' -and -not $set.KeyInRing -and -not $set.KeyFile -and $none -eq 'Nvdimm.Key.None' -and
        $wrong -eq 'Nvdimm.Security.WrongPassphrase' -and $gone.State -eq 'disabled'
}
Test-That 'a key that is in its file alone is found, where ndctl would write a zero key' {
    $null = Set-NvdimmPassphrase nmem0 -Force
    $null = keyctl unlink (keyctl search '@u' encrypted "nvdimm:$(Get-Id nmem0)") '@u' 2>&1
    $before = (Get-NvdimmSecurity nmem0).KeyInRing
    $gone = Remove-NvdimmPassphrase nmem0 -Force -PassThru
    $before -eq $false -and $gone.State -eq 'disabled' -and -not $gone.KeyFile
}
# Later kernels show what they knew before the test bus locked it.
if ((uname -r) -like '6.1.*') {
    Test-That 'a locked DIMM is unlocked by its key, and by a passphrase' {
        $lock = Get-ChildItem /sys/class/nfit_test_dimm | Where-Object { [uint32] (Get-Content (Join-Path $_.FullName handle)) -eq (Get-NvdimmDevice nmem1).Handle } |
            ForEach-Object { Join-Path $_.FullName lock_dimm }
        $null = Set-NvdimmPassphrase nmem1 -NewPassphrase (ConvertTo-Secret $word) -Force
        bash -c "echo 1 > $lock"
        $first = (Get-NvdimmSecurity nmem1).State
        $byKey = Unlock-NvdimmSecurity nmem1 -Force -PassThru
        bash -c "echo 1 > $lock"
        $wrong = Get-Failure { Unlock-NvdimmSecurity nmem1 -Passphrase (ConvertTo-Secret 'not it') -Force }
        $still = (Get-NvdimmSecurity nmem1).State
        $byWord = Unlock-NvdimmSecurity nmem1 -Passphrase (ConvertTo-Secret $word) -Force -PassThru
        Write-Host "    $first $byKey $wrong $still $byWord"
        $first -eq 'locked' -and $byKey.State -eq 'unlocked' -and $wrong -eq 'Nvdimm.Security.WrongPassphrase' -and $still -eq 'locked' -and $byWord.State -eq 'unlocked'
    }
} else {
    $null = Set-NvdimmPassphrase nmem1 -NewPassphrase (ConvertTo-Secret $word) -Force
}
Test-That 'a master passphrase is set, and erases what ndctl set' {
    $null = Set-NvdimmPassphrase nmem0 -Master -Force
    $null = ndctl setup-passphrase nmem0 -k user:nvdimm-master 2>&1
    $busy = Get-Failure { Clear-NvdimmData nmem0 -CryptographicErase -Master -Force }
    $erased = Clear-NvdimmData nmem0 -CryptographicErase -Master -Force -AllowSensitive -PassThru
    Write-Host "    $busy $erased $($erased.MasterKeyFile)"
    $busy -eq 'Nvdimm.Change.ForceAlone' -and $erased.State -eq 'disabled' -and (Get-Theirs nmem0) -eq 'disabled' -and $erased.MasterKeyFile -and -not $erased.KeyFile
}
Test-That 'an erase by the key: its passphrase and key are gone, as after ndctl''s' {
    $erased = Clear-NvdimmData nmem1 -CryptographicErase -Force -AllowSensitive -PassThru
    $null = ndctl setup-passphrase nmem2 -k user:nvdimm-master 2>&1
    $null = ndctl sanitize-dimm nmem2 --crypto-erase 2>&1
    $theirs = Get-NvdimmSecurity nmem2
    Write-Host "    $erased $theirs"
    "$($erased.State) $($erased.MasterState) $($erased.KeyInRing) $($erased.KeyFile)" -eq "$($theirs.State) $($theirs.MasterState) $($theirs.KeyInRing) $($theirs.KeyFile)" -and $erased.State -eq 'disabled'
}
Test-That 'an overwrite is begun, seen by ndctl, refused a second time, and waited for' {
    $late = Get-Failure { Clear-NvdimmData nmem2 -Overwrite -TimeoutSec 1 -Force -AllowSensitive -InformationAction Ignore }
    $during = Get-NvdimmSecurity nmem2
    $again = Get-Failure { Clear-NvdimmData nmem2 -Overwrite -Force -AllowSensitive }
    $ended = Wait-NvdimmOverwrite nmem2 -TimeoutSec 60
    Write-Host "    $late $during $again $ended $(Get-Theirs nmem2)"
    $late -eq 'Nvdimm.Security.OverwriteGoesOn' -and $during.State -eq 'overwrite in progress' -and
        $again -eq 'Nvdimm.Security.Overwriting' -and $ended.State -eq 'disabled' -and (Get-Theirs nmem2) -eq 'disabled'
}
Test-That 'frozen as ndctl sees it, and then nothing is changed' {
    $null = Set-NvdimmPassphrase nmem3 -Force
    $frozen = Lock-NvdimmSecurity nmem3 -Force -PassThru
    $e = Get-Failure { Remove-NvdimmPassphrase nmem3 -Force }
    Write-Host "    $frozen $e"
    $frozen.Frozen -and $frozen.State -eq 'unlocked' -and (ndctl list -D -d nmem3 -i | ConvertFrom-Json).security_frozen -and $e -eq 'Nvdimm.Security.Frozen'
}
Test-That 'the passphrase is in no error, no history and no log' {
    $texts = @($Error | ForEach-Object { "$_ $($_.Exception) $($_.ErrorDetails) $($_.TargetObject)" }) + (Get-History | ForEach-Object CommandLine) +
        @(Get-ChildItem /var/log -Recurse -File -ErrorAction Ignore | Get-Content -Raw -ErrorAction Ignore)
    -not ($texts | Where-Object { $_ -match [regex]::Escape($word) }) -and -not (Get-ChildItem $keys | Where-Object { (Get-Content $_ -Raw) -match [regex]::Escape($word) })
}
Get-NvdimmRegion | Where-Object { -not $_.Enabled -and $_.Bus -eq 'ndbus0' } | Enable-NvdimmRegion -Force -ErrorAction SilentlyContinue
