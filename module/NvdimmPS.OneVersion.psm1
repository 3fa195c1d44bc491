# A process keeps an assembly until it ends, even after Remove-Module: the commands of this folder would be those of the other.
foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($assembly.FullName.StartsWith('NvdimmPS,') -and $assembly.Location -ne [System.IO.Path]::Join($PSScriptRoot, 'NvdimmPS.dll')) {
        $other = [System.IO.Path]::GetDirectoryName($assembly.Location)
        $failure = [System.Management.Automation.ErrorRecord]::new(
            [System.InvalidOperationException]::new("NvdimmPS $($assembly.GetName().Version.ToString(3)) from '$other' is loaded in this process, which can hold one: that of '$PSScriptRoot' was not imported."),
            'Nvdimm.Module.OtherVersion', 'ResourceExists', $PSScriptRoot)
        $failure.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($failure.Exception.Message)
        $failure.ErrorDetails.RecommendedAction = "Start another PowerShell (pwsh), and import '$PSScriptRoot' there."
        throw $failure
    }
}

Export-ModuleMember
