# A process keeps an assembly until it ends, even after Remove-Module: the commands of this folder would be those of the other. One without
# such a type is another; where the engine has loaded none yet, the script finds none.
$isOther = try { [NvdimmPS.Shell.Session.OneVersion]::IsOther($PSScriptRoot) } catch { $true }
if ($isOther) {
    . "$PSScriptRoot/NvdimmPS.OtherVersion.ps1"
}
