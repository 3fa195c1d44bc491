# A process keeps an assembly until it ends, even after Remove-Module: the commands of this folder would be those of the other. An assembly
# without this type is another one too, and ends the import here: a try around it takes the engine longer than all the rest.
$ErrorActionPreference = 'Stop'
if ([NvdimmPS.Shell.Session.OneVersion]::IsOther($PSScriptRoot)) {
    . "$PSScriptRoot/NvdimmPS.OtherVersion.ps1"
}
