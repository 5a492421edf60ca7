using Broadside.Kit;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Broadside.Themes;

/// <summary>
/// The part of Liquid that themes are written in, as the engine itself knows it: every other tag and all filters are taken
/// out of it, and a template's tree is looked through once, so that no odd spelling brings one back.
/// </summary>
internal static class ThemeGrammar
{
    // A front page with three hundred articles takes about ten thousand steps.
    private const int MostSteps = 2_000_000;

    private static readonly FluidParser Parser = MakeParser();

    public static TemplateOptions Options { get; } = MakeOptions();

    /// <exception cref="ThemeException">It is no Liquid, or more of it than themes may use.</exception>
    public static IFluidTemplate Parse(string page, string text)
    {
        ThemeSyntax.Refuse(text);
        if (!Parser.TryParse(text, out var template, out var error))
        {
            throw new ThemeException($"{page}.liquid: {error}");
        }
        if (Defence.IsOn("theme-grammar"))
        {
            new Look(page).VisitTemplate(template);
        }
        return template;
    }

    /// <exception cref="ThemeException">It works without end.</exception>
    public static void Render(string page, IFluidTemplate template, TextWriter writer, params ReadOnlySpan<(string Name, FluidValue Value)> known)
    {
        var context = new TemplateContext(Options, StringComparer.Ordinal);
        foreach (var (name, value) in known)
        {
            context.SetValue(name, value);
        }
        try
        {
            var rendering = template.RenderAsync(writer, NullEncoder.Default, context);
            if (!rendering.IsCompleted)
            {
                throw new InvalidOperationException("A value or the writer waited for something; none of them may.");
            }
            rendering.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is FluidException or InvalidOperationException)
        {
            throw new ThemeException($"{page}.liquid: {e.Message}", e);
        }
    }

    private static FluidParser MakeParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false, AllowParentheses = false, AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Where(t => !ThemeSyntax.IsTag(t)).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }
        return parser;
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { MaxSteps = MostSteps, StrictFilters = true, ModelNamesComparer = StringComparer.Ordinal, CultureInfo = System.Globalization.CultureInfo.InvariantCulture };
        options.Filters.Clear();
        return options;
    }

    private sealed class Look(string page) : AstVisitor
    {
        protected override Expression VisitFilterExpression(FilterExpression filterExpression) => throw new ThemeException($"{page}.liquid: themes have no filters, and {filterExpression.Name} is one.");

        // A range of two thousand million numbers is made before the first of them is counted.
        protected override Expression VisitRangeExpression(RangeExpression rangeExpression) => throw new ThemeException($"{page}.liquid: themes have no ranges; loop over what the view has.");
    }
}
