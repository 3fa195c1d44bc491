# The scripts of the repository, by PSScriptAnalyzer's default rules.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $script:analyzer = Get-Module -ListAvailable PSScriptAnalyzer | Select-Object -First 1
    $script:scripts = Get-ChildItem $repositoryRoot -Recurse -Include *.ps1, *.psm1, *.psd1 -File | Where-Object FullName -NotMatch '[\\/](out|bin|obj)[\\/]' |
        ForEach-Object { @{ Name = [System.IO.Path]::GetRelativePath($repositoryRoot, $_.FullName); Path = $_.FullName } }
}

Describe 'PSScriptAnalyzer' -Skip:(-not $analyzer) {
    It 'has nothing to say of <Name>' -ForEach $scripts {
        Import-Module PSScriptAnalyzer
        Invoke-ScriptAnalyzer -Path $Path | ForEach-Object { "$($_.RuleName), line $($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
