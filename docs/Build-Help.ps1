<#
.SYNOPSIS
Makes en-US/NvdimmPS.dll-Help.xml from docs/help, and refuses to where a page does not fit the module.

.DESCRIPTION
Checks first: each cmdlet has a page; each page has a description for each parameter, the syntax that the cmdlet has,
and no placeholder. Then PlatyPS writes the XML, and it is tidied for the console: lines are joined, so that Get-Help
can wrap them; an example's code, output and text go where Get-Help looks for them; defaults are added.

.EXAMPLE
./build.ps1 -Task Docs
#>
#Requires -Modules @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = '1.0' }
[CmdletBinding()]
param(
    # The staged module.
    [string] $Module = (Join-Path $PSScriptRoot '../out/NvdimmPS'),

    # Where the XML goes.
    [string] $Output = (Join-Path $PSScriptRoot '../en-US/NvdimmPS.dll-Help.xml')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Off # PlatyPS cannot stand it
$Output = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Output)
Import-Module $Module
$pages = Get-ChildItem (Join-Path $PSScriptRoot 'help') -Filter *.md | Where-Object Name -NE README.md

# What is wrong with a page, one text each.
function Test-Page([Microsoft.PowerShell.PlatyPS.Model.CommandHelp] $Page, [Microsoft.PowerShell.PlatyPS.Model.CommandHelp] $Actual) {
    $texts = @($Page.Synopsis, $Page.Description, $Page.Notes) + @($Page.Inputs + $Page.Outputs).Description
    if ($texts | Where-Object { -not "$_".Trim() }) { 'a section is empty' }
    if (-not $Page.Examples.Count) { 'there is no example' }
    foreach ($parameter in $Actual.Parameters) {
        $described = $Page.Parameters | Where-Object Name -EQ $parameter.Name
        if (-not $described) { "-$($parameter.Name) is missing" }
        elseif (-not $described.Description) { "-$($parameter.Name) has no description" }
        elseif ($described.Type -ne $parameter.Type) { "-$($parameter.Name) is $($parameter.Type), not $($described.Type)" }
        elseif ("$($described.Aliases)" -ne "$($parameter.Aliases)") { "-$($parameter.Name) has the aliases '$($parameter.Aliases)'" }
        elseif (Compare-Object @(Format-Set $described) @(Format-Set $parameter)) { "-$($parameter.Name) has other positions, or is bound in another way" }
    }
    $Page.Parameters | Where-Object Name -NotIn $Actual.Parameters.Name | ForEach-Object { "-$($_.Name) does not exist" }
    if (Compare-Object @(Format-Syntax $Page) @(Format-Syntax $Actual)) { 'the syntax is not that of the cmdlet' }
}

function Format-Set([Microsoft.PowerShell.PlatyPS.Model.Parameter] $Parameter) {
    $Parameter.ParameterSets | ForEach-Object { '{0} {1} {2} {3} {4}' -f $_.Name, $_.Position, $_.IsRequired, $_.ValueFromPipeline, $_.ValueFromPipelineByPropertyName }
}

function Format-Syntax([Microsoft.PowerShell.PlatyPS.Model.CommandHelp] $Help) {
    $Help.Syntax | ForEach-Object { "$($_.ParameterSetName): $($_.ToString() -replace ' \[<CommonParameters>\]$')" }
}

# Markdown for people at a console: lines joined, lists kept, no marks.
function Format-Plain([string] $Text) {
    $Text -replace '(?<!\n)\n(?!\n|- ) *', ' ' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`', ''
}

function Add-Paragraph([System.Xml.XmlElement] $Parent, [string] $Text) {
    $paragraph = $Parent.AppendChild($Parent.OwnerDocument.CreateElement('maml:para', $namespaces.LookupNamespace('maml')))
    $paragraph.InnerText = $Text
}

# PlatyPS leaves an example as one text of markdown. Code that is not first stays with the text.
function Split-Example([System.Xml.XmlElement] $Example) {
    $introduction = $Example.SelectSingleNode('maml:introduction', $namespaces)
    $text = @($introduction.SelectNodes('maml:para', $namespaces).InnerText | Where-Object { $_ -ne "`u{80}" }) -join "`n`n"
    $parts = [regex]::Split($text, '(?m)^```(\w+)\n([\s\S]*?)\n```$')
    $introduction.InnerXml = ''
    $remarks = $Example.SelectSingleNode('dev:remarks', $namespaces)
    $Example.SelectSingleNode('dev:code', $namespaces).InnerText = $parts[2]
    Add-Paragraph $introduction 'PS> '
    for ($i = 3; $i -lt $parts.Count; $i++) {
        if ($i % 3 -eq 2) { Add-Paragraph $remarks "$($parts[$i])`n" }
        elseif ($i % 3 -eq 0) { $parts[$i].Trim() -split "`n`n" | Where-Object { $_ } | ForEach-Object { Add-Paragraph $remarks "$(Format-Plain $_)`n" } }
    }
    Add-Paragraph $remarks ' '
}

# Where there is a link Get-Help offers -Online, whether or not there is an address: it looks at the links' Length. So where there is
# none the links are one, a line each, and its Length is 0.
function Join-Link([System.Xml.XmlElement] $Related) {
    $first, $others = @($Related.SelectNodes('maml:navigationLink', $namespaces))
    if (-not $first) { return }
    $first.SelectSingleNode('maml:linkText', $namespaces).InnerText = $Related.SelectNodes('maml:navigationLink/maml:linkText', $namespaces).InnerText -join "`n"
    $others | Where-Object { $_ } | ForEach-Object { $null = $Related.RemoveChild($_) }
    $length = $first.AppendChild($xml.CreateElement('dev:Length', $namespaces.LookupNamespace('dev')))
    $length.InnerText = '0'
}

$help = $pages | Import-MarkdownCommandHelp
$commands = Get-Command -Module NvdimmPS
$problems = @(
    $pages | Where-Object { (Get-Content -Raw $_) -match '\{\{' } | ForEach-Object { "$($_.Name): a placeholder is left" }
    $pages | Where-Object { -not (Test-MarkdownCommandHelp $_) } | ForEach-Object { "$($_.Name): PlatyPS does not understand it (Test-MarkdownCommandHelp -DetailView)" }
    $pages | Where-Object BaseName -NotIn $commands.Name | ForEach-Object { "$($_.Name): there is no such cmdlet" }
    foreach ($command in $commands) {
        $page = $help | Where-Object Title -EQ $command.Name
        if ($page) { Test-Page $page ($command | New-CommandHelp) | ForEach-Object { "$($command.Name): $_" } }
        else { "$($command.Name): there is no docs/help/$($command.Name).md" }
    }
)
if ($problems) {
    throw "The help does not fit the module:`n  $($problems -join "`n  ")"
}

$folder = [System.IO.Directory]::CreateTempSubdirectory('nvdimm-help-').FullName
$xml = [xml]::new()
try {
    $xml.Load(($help | Export-MamlCommandHelp -OutputFolder $folder -Force).FullName)
} finally {
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

$namespaces = [System.Xml.XmlNamespaceManager]::new($xml.NameTable)
$namespaces.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
$namespaces.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
$namespaces.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')
$xml.SelectNodes('//command:example', $namespaces) | ForEach-Object { Split-Example $_ }
$xml.SelectNodes('//maml:para[not(ancestor::command:example)]', $namespaces) | ForEach-Object { $_.InnerText = Format-Plain $_.InnerText }
$xml.SelectNodes('//maml:uri[contains(., ".md") or contains(., ".txt")]', $namespaces) | ForEach-Object { $_.InnerText = '' }
$xml.SelectNodes('//maml:navigationLink[maml:linkText="Online Version" and maml:uri=""]', $namespaces) | ForEach-Object { $null = $_.ParentNode.RemoveChild($_) }
$xml.SelectNodes('//command:relatedLinks[not(maml:navigationLink[maml:linkText="Online Version"])]', $namespaces) | ForEach-Object { Join-Link $_ }
$xml.SelectNodes('//text()[contains(., "System.Nullable`1[")]', $namespaces) | ForEach-Object { $_.Value = $_.Value -replace '^System\.Nullable`1\[(.*)\]$', '$1' }
foreach ($page in $help) {
    foreach ($parameter in $page.Parameters) {
        $path = "//command:command[command:details/command:name='$($page.Title)']/command:parameters/command:parameter[maml:name='$($parameter.Name)']"
        $element = $xml.SelectSingleNode($path, $namespaces).AppendChild($xml.CreateElement('dev:defaultValue', $namespaces.LookupNamespace('dev')))
        $element.InnerText = $parameter.DefaultValue
    }
}

$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
$null = New-Item -ItemType Directory -Force (Split-Path $Output)
$writer = [System.Xml.XmlWriter]::Create($Output, $settings)
$xml.Save($writer)
$writer.Dispose()
Add-Content $Output "`n" -NoNewline
"Help of $($help.Count) cmdlets: $Output"
