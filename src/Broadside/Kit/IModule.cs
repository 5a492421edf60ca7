using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Kit;

/// <summary>A module's door: what it registers. Only Program.cs names the doors.</summary>
public interface IModule
{
    void AddServices(IServiceCollection services, Settings settings)
    {
    }

    /// <summary>Registers what is needed only while the newsroom is served.</summary>
    void AddWebServices(IServiceCollection services)
    {
    }

    /// <summary>Adds the module's command-line commands.</summary>
    void AddCommands(CommandTree commands)
    {
    }

    /// <summary>Adds the addresses that the module answers, when the newsroom is served.</summary>
    void MapRoutes(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>
    /// Adds addresses under <c>/desk</c> that are no pages (those are found by themselves), when somebody first comes to the
    /// desk. Each declares the right that it needs.
    /// </summary>
    void MapDesk(IEndpointRouteBuilder routes)
    {
    }
}
