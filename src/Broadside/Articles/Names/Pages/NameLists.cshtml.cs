using Broadside.Guard;
using Broadside.Themes.DeskFrame;

namespace Broadside.Articles.Names.Pages;

[Needs(Right.Curate)]
public sealed class NameLists : DeskPage
{
}
