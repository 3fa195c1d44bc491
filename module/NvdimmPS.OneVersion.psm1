# A process keeps an assembly until it ends, even after Remove-Module: the commands of this folder would be those of the other. Where an
# engine has not loaded the root module yet and there is no such type, there is no other either.
$isOther = try { [NvdimmPS.Shell.Session.OneVersion]::IsOther($PSScriptRoot) } catch { $false }
if ($isOther) {
    . "$PSScriptRoot/NvdimmPS.OtherVersion.ps1"
}
