# An error as the module's own cmdlets give it: with an id, a category, a target, and what to do next.
function New-TestingError([string] $Id, [System.Management.Automation.ErrorCategory] $Category, [object] $Target, [string] $Message, [string] $NextStep) {
    $record = [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($Message), "Nvdimm.$Id", $Category, $Target)
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($Message)
    $record.ErrorDetails.RecommendedAction = $NextStep
    $record
}
