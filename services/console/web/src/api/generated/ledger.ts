// Generated from docs/openapi/ledger.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/ledger/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases within the reader's scope, red first, then by what is due first. */
        get: operations["list_cases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case as the ledger knows it. */
        get: operations["get_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/v1/cases/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened to a case, newest first. */
        get: operations["case_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cases the reader has, by light and by status. */
        get: operations["summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One case in the ledger. Never a body, never a petitioner. */
        CaseItem: {
            case_number: string;
            category?: string | null;
            /** @description `letter`, `visit`, `call`, `online`, `leader_reception`, `from_above`, `sweep`, `suggestion`. */
            channel: string;
            /** @description `suggestion` (art. 29), `accusation` (art. 30), `claim` (art. 31). */
            class: string;
            /** Format: date-time */
            closed_at?: string | null;
            /** @description The earliest last day among the running clocks (`YYYY-MM-DD`), and its rule. */
            due?: string | null;
            /** Format: uuid */
            handler?: string | null;
            handler_name?: string | null;
            /** Format: uuid */
            id: string;
            late_entry: boolean;
            /** @description A running clock was already late when it was armed: an import or a paper book. */
            late_on_arrival: boolean;
            /** Format: uuid */
            lead_unit?: string | null;
            lead_unit_name?: string | null;
            /** @description The worst running clock: `red`, `yellow`, `green`, `blue`, `none`. */
            light: string;
            /** @description The registrar's one line. */
            matter: string;
            /**
             * Format: int64
             * @description Heads counted (人次).
             */
            persons: number;
            place?: string | null;
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            registered_at: string;
            /** Format: uuid */
            responsible_leader?: string | null;
            responsible_leader_name?: string | null;
            rule?: string | null;
            /** @description `registered`, `assigned`, `accepted`, `handling`, `decided`, `served`, `closed`. */
            status: string;
            /** Format: uuid */
            supervising_unit?: string | null;
            supervising_unit_name?: string | null;
        };
        /** @description One page of a list. */
        Page_CaseItem: {
            items: {
                case_number: string;
                category?: string | null;
                /** @description `letter`, `visit`, `call`, `online`, `leader_reception`, `from_above`, `sweep`, `suggestion`. */
                channel: string;
                /** @description `suggestion` (art. 29), `accusation` (art. 30), `claim` (art. 31). */
                class: string;
                /** Format: date-time */
                closed_at?: string | null;
                /** @description The earliest last day among the running clocks (`YYYY-MM-DD`), and its rule. */
                due?: string | null;
                /** Format: uuid */
                handler?: string | null;
                handler_name?: string | null;
                /** Format: uuid */
                id: string;
                late_entry: boolean;
                /** @description A running clock was already late when it was armed: an import or a paper book. */
                late_on_arrival: boolean;
                /** Format: uuid */
                lead_unit?: string | null;
                lead_unit_name?: string | null;
                /** @description The worst running clock: `red`, `yellow`, `green`, `blue`, `none`. */
                light: string;
                /** @description The registrar's one line. */
                matter: string;
                /**
                 * Format: int64
                 * @description Heads counted (人次).
                 */
                persons: number;
                place?: string | null;
                /** Format: date-time */
                received_at: string;
                /** Format: date-time */
                registered_at: string;
                /** Format: uuid */
                responsible_leader?: string | null;
                responsible_leader_name?: string | null;
                rule?: string | null;
                /** @description `registered`, `assigned`, `accepted`, `handling`, `decided`, `served`, `closed`. */
                status: string;
                /** Format: uuid */
                supervising_unit?: string | null;
                supervising_unit_name?: string | null;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_TimelineItem: {
            items: {
                actor_name: string;
                /** Format: date-time */
                at: string;
                /**
                 * Format: uuid
                 * @description The event's id.
                 */
                id: string;
                /** @description The service that published it. */
                source: string;
                text_en: string;
                text_zh: string;
                /** @description The event's type, e.g. `huiyin.routing.CaseAssigned.v1`. */
                type: string;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description Numbers of cases within the reader's scope; every light and status is named, also with 0. */
        Summary: {
            /** @description Open cases by their worst running clock. */
            by_light: {
                [key: string]: number;
            };
            /** @description All cases by where they stand. */
            by_status: {
                [key: string]: number;
            };
        };
        /** @description One thing that happened to a case. */
        TimelineItem: {
            actor_name: string;
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description The event's id.
             */
            id: string;
            /** @description The service that published it. */
            source: string;
            text_en: string;
            text_zh: string;
            /** @description The event's type, e.g. `huiyin.routing.CaseAssigned.v1`. */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_cases: {
        parameters: {
            query?: {
                status?: "registered" | "assigned" | "accepted" | "handling" | "decided" | "served" | "closed";
                /** @description The unit that leads. */
                unit?: string;
                light?: "green" | "yellow" | "red" | "blue" | "none";
                /** @description Part of the case number or of the matter. */
                q?: string;
                /** @description Only open cases that are the reader's own work (我的工作). */
                mine?: boolean;
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of cases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CaseItem"];
                };
            };
        };
    };
    get_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseItem"];
                };
            };
        };
    };
    case_timeline: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description 1 to 200; 50 if absent. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TimelineItem"];
                };
            };
        };
    };
    summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
        };
    };
}
