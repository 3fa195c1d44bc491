# What is wrong with something: where, how one can tell, and what to do.
function ConvertTo-Problem([object] $Item, [string] $Evidence, [string] $Remedy) {
    [pscustomobject] @{ Where = Get-ItemHost $Item; Evidence = $Evidence; Remedy = $Remedy }
}

function ConvertTo-Unknown([object] $Item, [string] $What, [string] $Property) {
    ConvertTo-Problem -Item $Item -Evidence "$(Get-ItemName $Item): $What is not known ($((Get-MissingReason $Item $Property).TrimEnd('.')))." -Remedy 'Ask its firmware, with the rights to do so.'
}

function Format-Problem([Parameter(ValueFromPipeline)] [object] $Problem) {
    process {
        $where = $Problem.Where ? "$($Problem.Where), " : ''
        "  $where$($Problem.Evidence)$($Problem.Remedy ? " Remedy: $($Problem.Remedy)" : '')"
    }
}

# The answer that Pester expects.
function Resolve-Operator([object[]] $Item, [object[]] $Problem, [string] $What, [string] $Because, [bool] $Negate) {
    $succeeded = $Negate -eq ($Problem.Count -gt 0)
    $reason = $Because ? ", because $($Because -replace '^because\s+')," : ''
    $message = if (-not $succeeded -and $Negate) {
        "Expected this not to $What${reason} but nothing is wrong with $(@($Item | ForEach-Object { Get-ItemPlace $_ }) -join ', ')."
    } elseif (-not $succeeded) {
        "Expected this to $What${reason} but:`n$(@($Problem | Format-Problem) -join "`n")"
    }
    [pscustomobject] @{ Succeeded = $succeeded; FailureMessage = $message }
}
