# The assembly that is loaded comes from another path than this folder's. By way of a link it may be the same folder, though, which is no
# other version; but types by two paths are thirty errors. A file of its own, since the engine compiles a script whole at each import.
function Get-RealFile([string] $Path) {
    $target = [System.IO.File]::ResolveLinkTarget($Path, $true)
    $item = Get-Item -LiteralPath ($target ? $target.FullName : $Path) -Force
    $item.UnixStat ? "$($item.UnixStat.DeviceId) $($item.UnixStat.Inode)" : $item.FullName
}

$mine = [System.IO.Path]::Join($PSScriptRoot, 'NvdimmPS.dll')
foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($assembly.FullName.StartsWith('NvdimmPS,') -and $assembly.Location -ne $mine) {
        $other = [System.IO.Path]::GetDirectoryName($assembly.Location)
        $isSame = [System.IO.File]::Exists($assembly.Location) -and (Get-RealFile $assembly.Location) -eq (Get-RealFile $mine)
        if ($isSame -and -not (Get-Module NvdimmPS | Where-Object ModuleBase -EQ $other)) {
            continue
        }

        $failure = [System.Management.Automation.ErrorRecord]::new(
            [System.InvalidOperationException]::new($isSame ? "NvdimmPS is imported already, by the path '$other'; '$PSScriptRoot' is the same folder, and was not imported a second time."
                : "NvdimmPS $($assembly.GetName().Version.ToString(3)) from '$other' is loaded in this process, which can hold one: that of '$PSScriptRoot' was not imported."),
            ($isSame ? 'Nvdimm.Module.Imported' : 'Nvdimm.Module.OtherVersion'), 'ResourceExists', $PSScriptRoot)
        $failure.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($failure.Exception.Message)
        $failure.ErrorDetails.RecommendedAction = $isSame ? "Use it as it is, or Remove-Module NvdimmPS first."
            : "Start another PowerShell (pwsh), and import '$PSScriptRoot' there."
        throw $failure
    }
}
