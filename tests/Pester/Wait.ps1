# Waits until something is so. The limit is against hangs alone: a machine may be busy.
function Wait-For([scriptblock] $Condition) {
    $until = [System.DateTime]::UtcNow.AddMinutes(5)
    while (-not (& $Condition)) {
        if ([System.DateTime]::UtcNow -gt $until) {
            throw "It never came: $Condition"
        }
        Start-Sleep -Milliseconds 20
    }
}
