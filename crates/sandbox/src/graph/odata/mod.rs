//! What stands in a query (learn.microsoft.com/graph/query-parameters, OData Version 4.01 Part 2).

mod filter;
mod kind;
mod order;
mod page;
mod query;
mod search;

pub(super) use filter::Filter;
pub(super) use kind::{Kind, Property, time};
pub(super) use order::Order;
pub(super) use page::Page;
pub(super) use query::Query;
pub(super) use search::{Search, Searched};
