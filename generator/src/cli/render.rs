//! `docbind render`: a spec as Markdown pages in docbind's own wording.

use super::Verdict;
use super::args::RenderArgs;
use super::failure::Failure;
use super::findings::Unasked;
use super::job::read_all;
use super::lock::{Access, Locks, Place};
use super::produce::{Edits, Owned, Plan, Product};
use super::settings::Settings;
use super::streams::Streams;
use super::summary::{self, Row};
use crate::emit::markdown::{self, RenderedPage};
use crate::output::OutputFile;

pub(super) fn run(
    args: &RenderArgs,
    settings: &Settings,
    streams: &mut Streams,
) -> Result<Verdict, Failure> {
    settings.single()?;
    let place = Place::Folder(args.out.clone());
    let locks = Locks::take(&[place], Access::Write, settings, streams)?;
    let (all, verdict) = read_all(settings, Unasked::Count, streams)?;
    if verdict == Verdict::Wanting {
        return Ok(verdict);
    }
    let mut products = Vec::new();
    for read in &all {
        let pages = markdown::render(&read.spec).into_iter();
        let file = |page: RenderedPage| OutputFile {
            path: page.path,
            text: page.text,
        };
        products.push(Product {
            spec: None,
            owned: Some(Owned {
                folder: args.out.clone(),
                files: pages.map(file).collect(),
            }),
        });
    }
    let plan = Plan::of(&products)?;
    let counts = plan.counts();
    plan.carry_out(Edits::of(args.force), &locks)?;
    let rows = all.iter().zip(counts);
    let rows: Vec<Row> = rows
        .map(|(read, files)| Row::new(read, files, read.time))
        .collect();
    streams.account(&summary::table(&rows))?;
    Ok(Verdict::Fine)
}
