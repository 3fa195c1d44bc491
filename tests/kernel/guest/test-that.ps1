# Counts what holds in $script:passed and what does not in $script:failed. /tmp/progress tells where a run that hangs was.
$script:passed = 0
$script:failed = 0
function Test-That([string] $What, [scriptblock] $Condition) {
    Add-Content /tmp/progress "$([datetime]::UtcNow.ToString('HH:mm:ss')) $What"
    try { $ok = & $Condition } catch { $ok = $false; "    $_" }
    if ($ok) { $script:passed++ } else { $script:failed++; "FAILED $What" }
}
